//! The official tables as the two formats lay them out: rows with the words that tell them, columns with their names.
//! Row keys of table three are the outcomes of the record kind `request`; column keys its applicants.

/// A column.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ColumnLayout {
    pub(super) key: &'static str,
    pub(super) name: &'static str,
}

/// A row: its key, its name in messages, the words by which it is found (the surest first), and its columns.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct RowLayout {
    pub(super) key: &'static str,
    pub(super) name: &'static str,
    pub(super) labels: &'static [&'static str],
    pub(super) columns: &'static [ColumnLayout],
}

const fn column(key: &'static str, name: &'static str) -> ColumnLayout {
    ColumnLayout { key, name }
}

const fn row(
    key: &'static str,
    name: &'static str,
    labels: &'static [&'static str],
    columns: &'static [ColumnLayout],
) -> RowLayout {
    RowLayout { key, name, labels, columns }
}

const DOCUMENTS: &[ColumnLayout] = &[
    column("issued", "本年制发件数"),
    column("abolished", "本年废止件数"),
    column("in_force", "现行有效件数"),
];
const DECISIONS: &[ColumnLayout] = &[column("decisions", "本年处理决定数量")];
const CHARGES: &[ColumnLayout] = &[column("amount", "本年收费金额")];

/// Table two since the reports of 2021.
pub(super) const TABLE_TWO: &[RowLayout] = &[
    row("regulations", "规章", &["规章"], DOCUMENTS),
    row("normative", "行政规范性文件", &["行政规范性文件", "规范性文件"], DOCUMENTS),
    row("licences", "行政许可", &["行政许可"], DECISIONS),
    row("penalties", "行政处罚", &["行政处罚"], DECISIONS),
    row("compulsion", "行政强制", &["行政强制"], DECISIONS),
    row("charges", "行政事业性收费", &["行政事业性收费", "事业性收费"], CHARGES),
];

const TRIAL_DOCUMENTS: &[ColumnLayout] = &[
    column("made", "本年新制作数量"),
    column("published", "本年新公开数量"),
    column("published_in_all", "对外公开总数量"),
];
const TRIAL_ITEMS: &[ColumnLayout] = &[
    column("items_before", "上一年项目数量"),
    column("change", "本年增/减"),
    column("decisions", "处理决定数量"),
];
const TRIAL_CHARGES: &[ColumnLayout] =
    &[column("items_before", "上一年项目数量"), column("change", "本年增/减")];
const TRIAL_PROCUREMENT: &[ColumnLayout] = &[column("items", "采购项目数量"), column("amount", "采购总金额")];

/// Table two in the reports of 2019 and 2020.
pub(super) const TRIAL_TABLE_TWO: &[RowLayout] = &[
    row("regulations", "规章", &["规章"], TRIAL_DOCUMENTS),
    row("normative", "规范性文件", &["规范性文件"], TRIAL_DOCUMENTS),
    row("licences", "行政许可", &["行政许可"], TRIAL_ITEMS),
    row(
        "services",
        "其他对外管理服务事项",
        &["其他对外管理服务事项", "对外管理服务", "其他对外管"],
        TRIAL_ITEMS,
    ),
    row("penalties", "行政处罚", &["行政处罚"], TRIAL_ITEMS),
    row("compulsion", "行政强制", &["行政强制"], TRIAL_ITEMS),
    row("charges", "行政事业性收费", &["行政事业性收费", "事业性收费"], TRIAL_CHARGES),
    row("procurement", "政府集中采购", &["政府集中采购", "集中采购"], TRIAL_PROCUREMENT),
];

const APPLICANTS: &[ColumnLayout] = &[
    column("natural_person", "自然人"),
    column("company", "商业企业"),
    column("research", "科研机构"),
    column("welfare", "社会公益组织"),
    column("legal_service", "法律服务机构"),
    column("other", "其他"),
    column("total", "总计"),
];

/// Table three since the reports of 2021.
const TABLE_THREE: &[RowLayout] = &[
    row(
        "received",
        "一、本年新收",
        &["本年新收政府信息公开申请数量", "新收政府信息公开申请数量", "本年新收政府信息公开", "本年新收"],
        APPLICANTS,
    ),
    row(
        "carried_in",
        "二、上年结转",
        &["上年结转政府信息公开申请数量", "上年结转政府信息公开", "上年结转", "上年度结转"],
        APPLICANTS,
    ),
    row("granted", "（一）予以公开", &["予以公开"], APPLICANTS),
    row("partly_granted", "（二）部分公开", &["部分公开"], APPLICANTS),
    row("refused_state_secret", "（三）1.属于国家秘密", &["属于国家秘密", "国家秘密"], APPLICANTS),
    row(
        "refused_prohibited",
        "（三）2.其他法律行政法规禁止公开",
        &["其他法律行政法规禁止", "法律行政法规禁止", "其他法律、行政法规禁止", "其他法律行政"],
        APPLICANTS,
    ),
    row(
        "refused_stability",
        "（三）3.危及“三安全一稳定”",
        &["三安全一稳定", "危及“三安全", "危及\"三安全", "危及三安全"],
        APPLICANTS,
    ),
    row(
        "refused_third_party",
        "（三）4.保护第三方合法权益",
        &["第三方合法权益", "保护第三方", "第三方合法"],
        APPLICANTS,
    ),
    row(
        "refused_internal",
        "（三）5.属于三类内部事务信息",
        &["内部事务信息", "三类内部事务", "属于三类内部"],
        APPLICANTS,
    ),
    row(
        "refused_process",
        "（三）6.属于四类过程性信息",
        &["过程性信息", "四类过程性", "属于四类过程"],
        APPLICANTS,
    ),
    row("refused_case_file", "（三）7.属于行政执法案卷", &["行政执法案卷", "属于行政执法"], APPLICANTS),
    row("refused_query", "（三）8.属于行政查询事项", &["行政查询事项", "属于行政查询"], APPLICANTS),
    row(
        "unavailable_not_held",
        "（四）1.本机关不掌握相关政府信息",
        &["本机关不掌握", "不掌握相关政府信息", "不掌握相关"],
        APPLICANTS,
    ),
    row(
        "unavailable_to_be_made",
        "（四）2.没有现成信息需要另行制作",
        &["没有现成信息", "需要另行制作", "没有现成"],
        APPLICANTS,
    ),
    row(
        "unavailable_unclear",
        "（四）3.补正后申请内容仍不明确",
        &["补正后申请内容", "补正后申请", "内容仍不明确"],
        APPLICANTS,
    ),
    row(
        "declined_complaint",
        "（五）1.信访举报投诉类申请",
        &["信访举报投诉", "信访、举报、投诉", "信访举报"],
        APPLICANTS,
    ),
    row("declined_repeated", "（五）2.重复申请", &["重复申请"], APPLICANTS),
    row(
        "declined_publication",
        "（五）3.要求提供公开出版物",
        &["要求提供公开出版物", "公开出版物", "要求提供公开"],
        APPLICANTS,
    ),
    row(
        "declined_excessive",
        "（五）4.无正当理由大量反复申请",
        &["无正当理由大量反复", "大量反复申请", "无正当理由大量"],
        APPLICANTS,
    ),
    row(
        "declined_reissue",
        "（五）5.要求行政机关确认或重新出具已获取信息",
        &["要求行政机关确认", "确认或重新出具", "要求行政机关"],
        APPLICANTS,
    ),
    row(
        "closed_uncorrected",
        "（六）1.逾期不补正",
        &["申请人无正当理由逾期不补正", "无正当理由逾期不补", "申请人无正当理", "逾期不补正"],
        APPLICANTS,
    ),
    row(
        "closed_unpaid",
        "（六）2.逾期未缴费",
        &["申请人逾期未按收费通知", "逾期未按收费通知", "申请人逾期未按", "未按收费通知"],
        APPLICANTS,
    ),
    row("other", "（六）3.其他", &["其他"], APPLICANTS),
    row("handled", "（七）总计", &["（七）总计", "总计", "合计"], APPLICANTS),
    row(
        "carried_out",
        "四、结转下年度",
        &["结转下年度继续办理", "结转下年度", "结转下一年度", "结转下年"],
        APPLICANTS,
    ),
];

const TRIAL_OTHER: RowLayout = row("other", "（六）其他处理", &["其他处理"], APPLICANTS);

/// The rows of table three in one of the formats: “（六）其他处理” is three rows since 2021, one before.
pub(super) fn table_three(is_trial: bool) -> Vec<&'static RowLayout> {
    TABLE_THREE
        .iter()
        .filter(|row| !is_trial || !matches!(row.key, "closed_uncorrected" | "closed_unpaid"))
        .map(|row| if is_trial && row.key == "other" { &TRIAL_OTHER } else { row })
        .collect()
}

const RESULTS: &[ColumnLayout] = &[
    column("upheld", "结果维持"),
    column("corrected", "结果纠正"),
    column("other", "其他结果"),
    column("pending", "尚未审结"),
    column("total", "总计"),
];

/// Table four: one line of fifteen cells, told apart as three rows.
pub(super) const TABLE_FOUR: &[RowLayout] = &[
    row("reviews", "行政复议", &[], RESULTS),
    row("suits_direct", "未经复议直接起诉", &[], RESULTS),
    row("suits_after_review", "复议后起诉", &[], RESULTS),
];
