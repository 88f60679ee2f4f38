//! Which province a document belongs to, by its number's code or its issuer's name.

use super::Document;

/// Names, name stems and the character that begins a province's document numbers.
const REGIONS: [(&str, &str, &str); 31] = [
    ("北京市", "北京", "京"),
    ("天津市", "天津", "津"),
    ("河北省", "河北", "冀"),
    ("山西省", "山西", "晋"),
    ("内蒙古自治区", "内蒙古", "内"),
    ("辽宁省", "辽宁", "辽"),
    ("吉林省", "吉林", "吉"),
    ("黑龙江省", "黑龙江", "黑"),
    ("上海市", "上海", "沪"),
    ("江苏省", "江苏", "苏"),
    ("浙江省", "浙江", "浙"),
    ("安徽省", "安徽", "皖"),
    ("福建省", "福建", "闽"),
    ("江西省", "江西", "赣"),
    ("山东省", "山东", "鲁"),
    ("河南省", "河南", "豫"),
    ("湖北省", "湖北", "鄂"),
    ("湖南省", "湖南", "湘"),
    ("广东省", "广东", "粤"),
    ("广西壮族自治区", "广西", "桂"),
    ("海南省", "海南", "琼"),
    ("重庆市", "重庆", "渝"),
    ("四川省", "四川", "川"),
    ("贵州省", "贵州", "黔"),
    ("云南省", "云南", "云"),
    ("西藏自治区", "西藏", "藏"),
    ("陕西省", "陕西", "陕"),
    ("甘肃省", "甘肃", "甘"),
    ("青海省", "青海", "青"),
    ("宁夏回族自治区", "宁夏", "宁"),
    ("新疆维吾尔自治区", "新疆", "新"),
];

impl Document<'_> {
    /// The province, where an issuer's name begins with it or its government's number code does (鲁政办发).
    /// Codes of cities are not known here: many begin with the same characters.
    pub fn region(&self) -> Option<&'static str> {
        let named = self.issuers().into_iter().find_map(|issuer| {
            REGIONS.iter().find(|(_, stem, _)| issuer.starts_with(stem)).map(|(name, _, _)| *name)
        });
        named.or_else(|| {
            let code = &self.number.as_ref()?.code;
            REGIONS
                .iter()
                .find(|(_, _, mark)| {
                    code.strip_prefix(mark).is_some_and(|rest| {
                        ["政发", "政办", "政字", "委发", "委办", "办发", "人社"]
                            .iter()
                            .any(|next| rest.starts_with(next))
                    })
                })
                .map(|(name, _, _)| *name)
        })
    }

    /// Whether its own marks say that it is a normative document (行政规范性文件): 规 in the number's code, or a
    /// registration number.
    pub fn is_normative(&self) -> bool {
        self.number.as_ref().is_some_and(|number| number.code.contains('规'))
            || self.header.get(super::HeaderKey::RegistrationNumber).is_some()
    }
}
