//! Which province a document belongs to, by its issuer's name or its number's code.

mod place;

use super::{DocumentNumber, Header, HeaderKey, Signature, Title};
use place::PLACES;

/// How many characters the longest of [`PLACES`] has.
const LONGEST: usize = 11;

/// The characters that begin provinces' document numbers. 宁, 青 and 新 are left out: 南京, 青岛 and other cities begin
/// theirs with the same.
#[rustfmt::skip]
const CODES: [(char, &str); 28] = [
    ('京', "北京市"),
    ('津', "天津市"),
    ('冀', "河北省"),
    ('晋', "山西省"),
    ('内', "内蒙古自治区"),
    ('辽', "辽宁省"),
    ('吉', "吉林省"),
    ('黑', "黑龙江省"),
    ('沪', "上海市"),
    ('苏', "江苏省"),
    ('浙', "浙江省"),
    ('皖', "安徽省"),
    ('闽', "福建省"),
    ('赣', "江西省"),
    ('鲁', "山东省"),
    ('豫', "河南省"),
    ('鄂', "湖北省"),
    ('湘', "湖南省"),
    ('粤', "广东省"),
    ('桂', "广西壮族自治区"),
    ('琼', "海南省"),
    ('渝', "重庆市"),
    ('川', "四川省"),
    ('黔', "贵州省"),
    ('云', "云南省"),
    ('藏', "西藏自治区"),
    ('陕', "陕西省"),
    ('甘', "甘肃省"),
];

/// What follows a province's character in the codes of its government and its departments (鲁政办发, 沪府规, 粤人社规).
const ORGANS: [&str; 12] =
    ["政发", "政办", "政字", "政规", "政函", "府发", "府办", "府规", "府函", "委发", "委办", "人社"];

/// The province whose, or one of whose cities', name stands at the beginning of an issuer's name in the header, the
/// signature or the title, or whose government's code begins the number (鲁政办发). Counties' names are not known here,
/// and codes of cities neither: many begin with the same characters.
pub(super) fn find(
    header: &Header,
    title: Option<&Title>,
    number: Option<&DocumentNumber>,
    signature: Option<&Signature>,
) -> Option<&'static str> {
    let headed = header.get(HeaderKey::Issuer).map(|field| field.value.as_str());
    let signed =
        signature.into_iter().flat_map(|signature| &signature.issuers).map(|issuer| issuer.text.as_str());
    let titled = title.and_then(|title| title.issuer.as_deref());
    headed.into_iter().chain(signed).chain(titled).find_map(of_name).or_else(|| of_code(&number?.code))
}

/// The province of the longest place that `name` begins with.
fn of_name(name: &str) -> Option<&'static str> {
    let name = name.strip_prefix("中共").unwrap_or(name);
    let ends = name.char_indices().skip(1).take(LONGEST).map(|(at, character)| at + character.len_utf8());
    ends.filter_map(|end| {
        let found =
            PLACES.binary_search_by(|(place, _)| (*place).cmp(name.get(..end).unwrap_or_default())).ok()?;
        PLACES.get(found).map(|(_, province)| *province)
    })
    .last()
}

fn of_code(code: &str) -> Option<&'static str> {
    let (_, province) = CODES.iter().find(|(mark, _)| code.starts_with(*mark))?;
    let rest = code.get(code.chars().next()?.len_utf8()..)?;
    ORGANS.iter().any(|organ| rest.starts_with(organ)).then_some(*province)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_issuers_name_tells_the_province() {
        for (name, province) in [
            ("山东省人民政府", Some("山东省")),
            ("山东人社厅", Some("山东省")),
            ("济南市民政局", Some("山东省")),
            ("中共青岛市委办公室", Some("山东省")),
            ("海南藏族自治州人民政府", Some("青海省")),
            ("海南省卫生健康委员会", Some("海南省")),
            ("吉林市人民政府", Some("吉林省")),
            ("国务院办公厅", None),
            ("市政府办公厅", None),
            ("", None),
        ] {
            assert_eq!(of_name(name), province, "{name}");
        }
    }

    #[test]
    fn a_code_tells_it_where_no_city_has_the_same() {
        assert_eq!(of_code("鲁政办发"), Some("山东省"));
        assert_eq!(of_code("沪府办发"), Some("上海市"));
        assert_eq!(of_code("青政发"), None);
        assert_eq!(of_code("国办发"), None);
        assert_eq!(of_code(""), None);
    }

    #[test]
    fn places_are_sorted_so_that_they_can_be_found() {
        assert!(PLACES.is_sorted_by(|before, behind| before.0 < behind.0));
        assert!(PLACES.iter().all(|(place, _)| place.chars().count() <= LONGEST));
    }
}
