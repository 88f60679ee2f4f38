#!/usr/bin/env python3
"""Writes the files of examples/dossier that are no plain text: workbooks, .docx documents, a table in GB18030.

    scripts/make-dossier.py

The same bytes at every run. All else in the folder is written by hand.
"""

import datetime
import pathlib
import re
import zipfile
from xml.sax.saxutils import escape

DOSSIER = pathlib.Path(__file__).resolve().parent.parent / "examples" / "dossier"
TABLES = DOSSIER / "tables"
DOCUMENTS = DOSSIER / "documents"

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org"


def package(path, parts):
    """A zip archive whose bytes depend on its parts alone."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)


def table(text):
    """Lines of `a | b | c` as rows of cells."""
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]


# --- workbooks ---------------------------------------------------------------------------------------------------------


class Sheet:
    """A sheet: its name, its rows, and how its cells are written.

    title: words in a merged row above the headers. serial: days are numbers with a date format, else they are words as
    they stand. numbers: headers of the columns that hold numbers; `=A1+B1 -> 3` is a formula with its value.
    """

    def __init__(self, name, text, title=None, note=None, serial=True, numbers=()):
        self.name, self.rows, self.title, self.note = name, table(text), title, note
        self.serial, self.numbers = serial, set(numbers)
        for row in self.rows:
            assert len(row) == len(self.rows[0]), (name, len(row), len(self.rows[0]), row)

    def xml(self, epoch):
        rows, merged = [], ""
        width = len(self.rows[0])
        if self.title:
            rows.append([("title", self.title)])
            merged = f'<mergeCells count="1"><mergeCell ref="A1:{column(width - 1)}1"/></mergeCells>'
        headers = self.rows[0]
        rows.append([("header", header) for header in headers])
        rows.extend([(header, cell) for header, cell in zip(headers, row)] for row in self.rows[1:])
        if self.note:
            rows.append([("note", self.note)])
        lines = []
        for at, row in enumerate(rows, 1):
            cells = (self.cell(f"{column(place)}{at}", header, cell, epoch) for place, (header, cell) in enumerate(row))
            lines.append(f'<row r="{at}">{"".join(cells)}</row>')
        return (
            f'{XML}<worksheet xmlns="{OFFICE}/spreadsheetml/2006/main">'
            f"<sheetData>{''.join(lines)}</sheetData>{merged}</worksheet>"
        )

    def cell(self, place, header, words, epoch):
        if not words:
            return ""
        if header in self.numbers:
            formula, arrow, value = words.partition(" -> ")
            if arrow:
                return f'<c r="{place}"><f>{escape(formula[1:])}</f><v>{value}</v></c>'
            return f'<c r="{place}"><v>{words}</v></c>'
        if self.serial and re.fullmatch(r"\d{4}-\d{2}-\d{2}", words):
            days = (datetime.date.fromisoformat(words) - epoch).days
            return f'<c r="{place}" s="1"><v>{days}</v></c>'
        style = {"title": ' s="2"', "header": ' s="3"'}.get(header, "")
        return f'<c r="{place}"{style} t="inlineStr"><is><t>{escape(words)}</t></is></c>'


def column(at):
    name = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


STYLES = (
    f'{XML}<styleSheet xmlns="{OFFICE}/spreadsheetml/2006/main">'
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="11"/><name val="宋体"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1"><alignment horizontal="center"/></xf>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs></styleSheet>'
)


def workbook(name, *sheets, from_1904=False):
    """A workbook; its days are counted from 1900 or from 1904."""
    epoch = datetime.date(1904, 1, 1) if from_1904 else datetime.date(1899, 12, 30)
    numbered = list(enumerate(sheets, 1))
    kind = f"{OFFICE}/officeDocument/2006/relationships"
    types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'{XML}<Types xmlns="{OFFICE}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{types}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{types}.styles+xml"/>'
        + "".join(
            f'<Override PartName="/xl/worksheets/sheet{at}.xml" ContentType="{types}.worksheet+xml"/>' for at, _ in numbered
        )
        + "</Types>",
        "_rels/.rels": f'{XML}<Relationships xmlns="{OFFICE}/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{kind}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{XML}<workbook xmlns="{OFFICE}/spreadsheetml/2006/main" xmlns:r="{kind}">'
        + ('<workbookPr date1904="1"/>' if from_1904 else "<workbookPr/>")
        + "<sheets>"
        + "".join(f'<sheet name="{escape(sheet.name)}" sheetId="{at}" r:id="rId{at}"/>' for at, sheet in numbered)
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'{XML}<Relationships xmlns="{OFFICE}/package/2006/relationships">'
        + "".join(f'<Relationship Id="rId{at}" Type="{kind}/worksheet" Target="worksheets/sheet{at}.xml"/>' for at, _ in numbered)
        + f'<Relationship Id="rId{len(numbered) + 1}" Type="{kind}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": STYLES,
    }
    parts.update({f"xl/worksheets/sheet{at}.xml": sheet.xml(epoch) for at, sheet in numbered})
    package(TABLES / name, parts)


# --- documents ---------------------------------------------------------------------------------------------------------

WORD = f"{OFFICE}/wordprocessingml/2006/main"


def run(words, font, size):
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}"/>'
    return f'<w:r><w:rPr>{fonts}<w:sz w:val="{size * 2}"/></w:rPr><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def paragraph(words, font="仿宋_GB2312", size=16, align=None, indent=True, right=0):
    place = f'<w:jc w:val="{align}"/>' if align else ""
    first = '<w:ind w:firstLineChars="200" w:firstLine="640"/>' if indent and words else ""
    if right:
        first = f'<w:ind w:rightChars="{right * 100}" w:right="{right * 320}"/>'
    spacing = '<w:spacing w:line="579" w:lineRule="exact"/>'
    return f"<w:p><w:pPr>{spacing}{first}{place}</w:pPr>{run(words, font, size) if words else ''}</w:p>"


def letter(text):
    """The text of an official letter: `#` title, `^` number, `@` addressee, `>` signature, `=` a first-level heading."""
    for line in text.strip().splitlines():
        mark, words = line[:1], line[1:].strip()
        if mark == "#":
            yield paragraph(words, "方正小标宋简体", 22, "center", False)
        elif mark == "^":
            yield paragraph(words, align="center", indent=False)
        elif mark == "@":
            yield paragraph(words, indent=False)
        elif mark == ">":
            yield paragraph(words, align="right", indent=False, right=4)
        elif mark == "=":
            yield paragraph(words, "黑体")
        else:
            yield paragraph(line.strip())


def docx(name, text):
    """A document on A4 with the margins of GB/T 9704 and a page number between dashes."""
    kind = f"{OFFICE}/officeDocument/2006/relationships"
    types = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    number = (
        f'{run("— ", "宋体", 14)}<w:fldSimple w:instr=" PAGE ">{run("1", "宋体", 14)}</w:fldSimple>{run(" —", "宋体", 14)}'
    )
    package(
        DOCUMENTS / name,
        {
            "[Content_Types].xml": f'{XML}<Types xmlns="{OFFICE}/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{types}.document.main+xml"/>'
            f'<Override PartName="/word/footer1.xml" ContentType="{types}.footer+xml"/></Types>',
            "_rels/.rels": f'{XML}<Relationships xmlns="{OFFICE}/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{kind}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": f'{XML}<Relationships xmlns="{OFFICE}/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{kind}/footer" Target="footer1.xml"/></Relationships>',
            "word/footer1.xml": f'{XML}<w:ftr xmlns:w="{WORD}"><w:p><w:pPr><w:jc w:val="right"/></w:pPr>{number}</w:p></w:ftr>',
            "word/document.xml": f'{XML}<w:document xmlns:w="{WORD}" xmlns:r="{kind}"><w:body>{"".join(letter(text))}'
            '<w:sectPr><w:footerReference w:type="default" r:id="rId1"/><w:pgSz w:w="11906" w:h="16838"/>'
            '<w:pgMar w:top="2098" w:right="1474" w:bottom="1985" w:left="1588" w:header="851" w:footer="1400" w:gutter="0"/>'
            "</w:sectPr></w:body></w:document>",
        },
    )


# --- what is written ---------------------------------------------------------------------------------------------------


def requests():
    head = (
        "受理编号|申请内容|承办单位|申请人类型|申请人|申请要件|提交方式|提交日期|签收日期|确认日期|收到申请日期|补正告知日期|"
        "补正次数|补正事项|补正期限|逾期补正有正当理由|收到补正日期|涉及第三方|第三方征求日期|书面征求第三方意见|第三方收到征求意见书日期|"
        "第三方答复日期|第三方意见|书面告知第三方日期|征求其他机关意见日期|其他机关收到征求意见书日期|其他机关答复日期|是否延长|"
        "延长同意人|延长告知日期|延长后期限|明显超过合理范围|延迟答复至|因公共利益决定公开|撤回日期|答复日期|处理结果|引用条款|不予公开理由|负责公开的机关|"
        "告知负责机关|救济告知|收费金额|收费通知日期|当月累计件数|页数|转为主动公开日期"
    )
    headers = head.split("|")
    whole = "姓名、身份证明、联系方式、信息名称、获取方式"
    rows = [head]

    def request(**cells):
        row = {"申请要件": whole, "逾期补正有正当理由": "否", "涉及第三方": "否", "是否延长": "否", "明显超过合理范围": "否", "因公共利益决定公开": "否", "救济告知": "是"}
        row |= {"申请人类型": "自然人", "补正次数": "0", "收费金额": "0", "当月累计件数": "1", "页数": "6", **cells}
        assert row.keys() <= set(headers), row.keys() - set(headers)
        rows.append("|".join(row.get(header, "") for header in headers))

    def by(way, day):
        """The days of receipt by the way that the request came."""
        own = {"当面": "提交日期", "邮寄": "签收日期"}.get(way, "确认日期")
        days = {"提交方式": way, "提交日期": day, own: day, "收到申请日期": day}
        return days

    request(受理编号="YSQ2018-09", 申请内容="2018年公益性岗位安置人数", 承办单位="就业促进科", 申请人="申请人甲", **by("当面", "2018-12-18"), 答复日期="2019-01-10", 处理结果="予以公开")
    request(受理编号="YSQ2019-01", 申请内容="2018年企业退休人员养老金调整文件", 承办单位="养老保险科", 申请人="申请人乙", **by("网上", "2019-02-20"), 答复日期="2019-03-12", 处理结果="予以公开")
    request(受理编号="YSQ2019-02", 申请内容="某街道社区干部工资标准", 承办单位="办公室", 申请人="申请人丙", **by("邮寄", "2019-03-15"), 答复日期="2019-03-29", 处理结果="不掌握相关政府信息", 负责公开的机关="街道办事处", 告知负责机关="是")
    request(受理编号="YSQ2019-03", 申请内容="2018年职业培训补贴发放汇总", 承办单位="职业能力建设科", 申请人类型="商业企业", 申请人="甲培训学校", **by("当面", "2019-05-20"), 答复日期="2019-06-10", 处理结果="予以公开")
    request(受理编号="YSQ2019-04", 申请内容="2018年劳动保障监察案件统计", 承办单位="劳动保障监察支队", 申请人="申请人丁", **by("邮寄", "2019-06-11"), 答复日期="2019-07-16", 处理结果="予以公开")
    request(受理编号="YSQ2019-05", 申请内容="某企业特殊工时审批材料", 承办单位="行政审批科", 申请人="申请人戊", **by("当面", "2019-06-25"), 涉及第三方="是", 第三方征求日期="2019-07-01", 书面征求第三方意见="是", 第三方收到征求意见书日期="2019-07-03", 第三方答复日期="2019-07-12", 第三方意见="不同意", 是否延长="是", 延长同意人="办公室主任", 延长告知日期="2019-07-15", 延长后期限="2019-08-20", 答复日期="2019-08-12", 处理结果="部分公开", 引用条款="第十五条", 不予公开理由="附件涉及该企业商业秘密，企业不同意公开")
    request(受理编号="YSQ2019-06", 申请内容="局内部请休假登记", 承办单位="人事科", 申请人类型="商业企业", 申请人="乙咨询公司", **by("网上", "2019-08-05"), 答复日期="2019-08-21", 处理结果="内部事务信息", 引用条款="第十六条", 不予公开理由="属于人事管理方面的内部事务信息")
    request(受理编号="YSQ2019-07", 申请内容="某工地欠薪案调查笔录", 承办单位="劳动保障监察支队", 申请人="申请人己", **by("当面", "2019-09-02"), 答复日期="2019-09-24", 处理结果="行政执法案卷", 引用条款="第十六条")
    request(受理编号="YSQ2019-08", 申请内容="2019年失业保险稳岗返还企业名单", 承办单位="失业保险科", 申请人="申请人庚", **by("网上", "2019-09-16"), 答复日期="2019-10-08", 处理结果="予以公开")
    request(受理编号="YSQ2019-09", 申请内容="2018年工伤认定结论统计", 承办单位="工伤保险科", 申请人="申请人辛", 申请要件="姓名、联系方式、信息名称、获取方式", **by("邮寄", "2019-10-10"), 补正告知日期="2019-10-24", 补正次数="1", 补正事项="补充身份证明", 补正期限="2019-11-08", 收到补正日期="2019-11-01", 答复日期="2019-11-20", 处理结果="予以公开")
    request(受理编号="YSQ2019-10", 申请内容="人力资源服务机构年度报告汇总", 承办单位="人力资源市场科", 申请人类型="商业企业", 申请人="丙人力公司", **by("当面", "2019-10-21"), 答复日期="2019-11-08", 处理结果="予以公开", 页数="25")
    request(受理编号="YSQ2019-11", 申请内容="医疗保险基金支出明细", 承办单位="办公室", 申请人="申请人壬", **by("网上", "2019-11-04"), 答复日期="2019-11-13", 处理结果="不掌握相关政府信息", 负责公开的机关="云河市医疗保障局", 告知负责机关="否")
    request(受理编号="YSQ2019-12", 申请内容="要求查处某公司未缴社保", 承办单位="社会保险事业中心", 申请人="申请人癸", **by("邮寄", "2019-11-18"), 答复日期="2019-12-02", 处理结果="信访举报投诉")
    request(受理编号="YSQ2019-13", 申请内容="2019年技能提升补贴发放汇总", 承办单位="职业能力建设科", 申请人="申请人子", **by("当面", "2019-12-02"), 答复日期="2019-12-16", 处理结果="予以公开")
    request(受理编号="YSQ2019-14", 申请内容="工程建设领域工资专户开立情况", 承办单位="劳动保障监察支队", 申请人类型="法律服务机构", 申请人="丁律师事务所", **by("邮寄", "2019-12-16"), 答复日期="2020-01-06", 处理结果="予以公开")
    request(受理编号="YSQ2020-01", 申请内容="2019年就业见习单位名单", 承办单位="就业促进科", 申请人="申请人丑", **by("网上", "2020-01-15"), 答复日期="2020-02-14", 处理结果="予以公开")
    request(受理编号="YSQ2020-02", 申请内容="2020年集中采购目录", 承办单位="规划财务科", 申请人类型="商业企业", 申请人="戊科技公司", **by("网上", "2020-03-09"), 答复日期="2020-03-27", 处理结果="予以公开")
    request(受理编号="YSQ2020-03", 申请内容="某科室关于编制调整的请示", 承办单位="人事科", 申请人="申请人寅", **by("邮寄", "2020-04-13"), 答复日期="2020-04-30", 处理结果="过程性信息", 引用条款="第十六条", 不予公开理由="属于履职过程中形成的请示报告，尚在研究")
    request(受理编号="YSQ2020-04", 申请内容="近十年分行业平均工资对比", 承办单位="劳动关系科", 申请人="申请人卯", **by("当面", "2020-05-18"), 答复日期="2020-06-10", 处理结果="需要另行制作")
    request(受理编号="YSQ2020-05", 申请内容="2020年稳岗返还企业名单", 承办单位="失业保险科", 申请人="申请人辰", **by("邮寄", "2020-06-15"), 答复日期="2020-07-20", 处理结果="予以公开")
    request(受理编号="YSQ2020-06", 申请内容="2019年职称评审通过率", 承办单位="人事科", 申请人="申请人巳", **by("网上", "2020-07-21"), 答复日期="2020-08-10", 处理结果="予以公开")
    request(受理编号="YSQ2020-07", 申请内容="某劳务公司许可申请材料", 承办单位="行政审批科", 申请人类型="商业企业", 申请人="己劳务公司", **by("当面", "2020-08-24"), 涉及第三方="是", 第三方征求日期="2020-08-26", 书面征求第三方意见="是", 第三方收到征求意见书日期="2020-08-27", 第三方答复日期="2020-09-07", 第三方意见="不同意", 答复日期="2020-09-11", 处理结果="保护第三方合法权益", 引用条款="第十五条", 不予公开理由="涉及第三方商业秘密，第三方不同意公开")
    request(受理编号="YSQ2020-08", 申请内容="社保政策", 承办单位="养老保险科", 申请人="申请人午", 申请要件="姓名、身份证明、联系方式、获取方式", **by("网上", "2020-09-22"), 补正告知日期="2020-09-25", 补正次数="1", 补正事项="明确信息名称或者特征", 补正期限="2020-10-20", 答复日期="2020-10-21", 处理结果="其他")
    request(受理编号="YSQ2020-09", 申请内容="2020年稳岗返还企业名单", 承办单位="失业保险科", 申请人="申请人辰", **by("邮寄", "2020-10-12"), 答复日期="2020-10-30", 处理结果="重复申请")
    request(受理编号="YSQ2020-10", 申请内容="农民工职业培训统计", 承办单位="职业能力建设科", 申请人类型="科研机构", 申请人="庚研究院", **by("网上", "2020-11-16"), 答复日期="2020-12-01", 处理结果="予以公开")
    request(受理编号="YSQ2020-11", 申请内容="2020年公益性岗位补贴标准", 承办单位="就业促进科", 申请人="申请人未", **by("当面", "2020-12-21"), 答复日期="2021-01-11", 处理结果="予以公开")
    return Sheet("依申请公开", "\n".join(rows), numbers=["补正次数", "收费金额", "当月累计件数", "页数"])


def funds():
    head = "序号|统计期|统筹地区|险种|参保人数|在职人数|离退休人数|待遇领取人数|期初累计结余|基金收入|基金支出|期末累计结余|基金收益|公布单位|发布日期"
    quarters = [
        ("2019年第一季度", "2019-05-20", [(85.7, 60.6, 25.1, 25.1, 452300, 208600, 190500, 1210), (51.2, "", "", 0.79, 31200, 7800, 6100, 95), (57.3, "", "", 0.41, 18900, 4700, 4200, 52)]),
        ("2019年第二季度", "2019-07-22", [(86.1, 60.9, 25.2, 25.2, 470400, 211200, 196800, 1260), (51.9, "", "", "", 32900, 7900, 6500, 97), (57.8, "", "", 0.43, 19400, 4900, 4400, 53)]),
        ("2019年第三季度", "2019-10-25", [(86.42, 61.2, 25.22, 25.22, 484800, 212000, 197300, 1275), (52.36, "", "", 0.84, 34300, 8000, 6600, 99), (58.11, "", "", 0.46, 19900, 5000, 4500, 54)]),
        ("2019年第四季度", "2020-01-21", [(86.8, 61.4, 25.4, 25.4, 499500, 230100, 205600, 1302), (52.9, "", "", 0.86, 35700, 8200, 7000, 101), (58.6, "", "", 0.47, 20400, 5100, 4700, 55)]),
        ("2020年第一季度", "2020-04-24", [(86.9, 61.4, 25.5, 25.5, 524000, 151000, 211000, 1290), (52.4, "", "", 1.32, 36900, 3900, 9800, ""), (58.2, "", "", 0.33, 20800, 1200, 4900, 50)]),
    ]
    names = ["企业职工基本养老保险", "失业保险", "工伤保险"]
    rows, serial = [head], 0
    for period, day, schemes in quarters:
        sums = [0, 0, 0, 0]
        for name, (insured, active, retired, paid, opening, income, spent, gain) in zip(names, schemes):
            serial += 1
            line = serial + 2
            closing = opening + income - spent
            sums = [a + b for a, b in zip(sums, (opening, income, spent, closing))]
            formula = f"=I{line}+J{line}-K{line} -> {closing}"
            cells = [serial, period, "山东省云河市", name, insured, active, retired, paid, opening, income, spent, formula, gain, "社会保险事业中心", day]
            rows.append("|".join(map(str, cells)))
        serial += 1
        line = serial + 2
        opening, income, spent, closing = sums
        if period == "2019年第三季度":
            # The total that somebody typed by hand.
            income_cell, closing_cell = str(income + 600), str(closing)
        else:
            income_cell = f"=SUM(J{line - 3}:J{line - 1}) -> {income}"
            closing_cell = f"=SUM(L{line - 3}:L{line - 1}) -> {closing}"
        cells = [serial, period, "山东省云河市", "合计", "", "", "", "", opening, income_cell, f"=SUM(K{line - 3}:K{line - 1}) -> {spent}", closing_cell, "", "社会保险事业中心", day]
        rows.append("|".join(map(str, cells)))
    numbers = head.split("|")[4:13]
    title = "云河市社会保险基金情况（人数单位：万人，金额单位：万元）"
    return Sheet("社会保险基金情况", "\n".join(rows), title=title, note="填表：社会保险事业中心", numbers=numbers)


def proposals():
    head = "建议提案编号|案由|类别|届次|承办处室|主办协办|涉及公共利益|交办日期|收文日期|交办机关同意延期|协办意见日期|答复日期|答复方式|答复文号|主要负责人审核签发|是否加盖公章|抄送|公开属性|公开意见|不予公开理由|公开属性审查人|公开属性审查日期|发布日期|全文公开|公开建议内容|公开反馈意见|满意度|收到反馈日期|再次答复日期|听取代表意见|是否列入年报|网址"
    text = f"""{head}
    JY0312|关于完善技能人才培养的建议|人大代表建议|市十八届人大三次会议|职业能力建设科|主办|是|2019.3.1|2019.3.4|否||2019.5.24|书面|云人社建字〔2019〕2号|是|是|市人大常委会代表工作室、市政府办公室|主动公开|同意||办公室主任|2019.5.22|2019.6.6|是|是|是|满意|2019年6月|||是|rsj.yunheshi.gov.cn/jyta/0312
    JY0327|关于提高农村居民养老保障水平的建议|人大代表建议|市十八届人大三次会议|养老保险科|主办|是|2019.3.1|2019.3.4|否||2019.6.24|书面|云人社建字〔2019〕3号|是|是|市人大常委会代表工作室、市政府办公室|主动公开|同意||办公室主任|2019.6.20|2019.7.10|是|是|是|基本满意|2019.7.5|||是|rsj.yunheshi.gov.cn/jyta/0327
    JY0341|关于支持返乡创业园建设的建议|人大代表建议|市十八届人大三次会议|就业促进科|主办|是|2019.3.1|2019.3.4|否||2019.5.29|书面|云人社建字〔2019〕4号|是|是|市人大常委会代表工作室、市政府办公室|主动公开|同意||办公室主任|2019.5.27|2019.6.18|是|是|是|不满意|2019.6.10|2019.7.5|是|是|rsj.yunheshi.gov.cn/jyta/0341
    JY0355|关于完善欠薪线索处置的建议|人大代表建议|市十八届人大三次会议|劳动保障监察支队|主办|否|2019.3.1|2019.3.4|否||2019.5.28|书面|云人社建字〔2019〕5号|是|是|市人大常委会代表工作室、市政府办公室|不予公开|不同意|涉及举报人个人隐私|办公室主任|2019.5.24||||||||||
    JY0360|关于整合乡镇便民服务资源的建议|人大代表建议|市十八届人大三次会议|社会保险事业中心|协办|否|2019.3.1|2019.3.5|否|2019.3.29|||||||||||||||||||||
    TA0142|关于加强新业态从业人员劳动权益保障的提案|政协提案|市政协十三届三次会议|劳动关系科|主办|是|2019.3.25|2019.3.27|否||2019.6.20|书面|云人社提字〔2019〕6号|是|是|市政协提案委、市政府办公室|主动公开|同意||办公室主任|2019.6.18|2019.6.25|是|是||满意|2019.7.1|||是|rsj.yunheshi.gov.cn/jyta/0142
    TA0158|关于发展家政服务培训的提案|政协提案|市政协十三届三次会议|职业能力建设科|主办|是|2019.4.3|2019.4.8|否||2019.7.2|书面|云人社提字〔2019〕7号|是|是|市政协提案委、市政府办公室|主动公开|同意||办公室主任|2019.6.28|2019.9.2|否|是||满意|2019.7.12|||是|rsj.yunheshi.gov.cn/jyta/0158
    JY0405|关于疫情后稳定企业用工的建议|人大代表建议|市十八届人大四次会议|失业保险科|主办|是|2020.5.12|2020.5.14|否||2020.7.30|书面|云人社建字〔2020〕1号|是|是|市人大常委会代表工作室、市政府办公室|主动公开|同意||办公室主任|2020.7.28|2020.8.10|是|是|是|满意|2020.8.6|||否|rsj.yunheshi.gov.cn/jyta/0405
    TA0216|关于扩大职业技能竞赛覆盖面的提案|政协提案|市政协十三届四次会议|职业能力建设科|主办|是|2020.5.18|2020.5.20|否||2020.8.5|书面|云人社提字〔2020〕2号|是|是|市政协提案委、市政府办公室|主动公开|同意||||2020.8.14|是|是||满意|2020.8.20|||是|rsj.yunheshi.gov.cn/jyta/0216"""
    return Sheet("建议提案办理", text, title="2019—2020年人大代表建议、政协提案办理情况", serial=False)


def enforcement():
    head = "案件编号|案件名称|决定书文号|行政行为类别|事项编码|执法事项|行政相对人|承办单位|许可结论|受理日期|立案日期|另有办案期限|决定日期|公示日期|公示平台|各平台内容一致|公示要素|社会影响|涉密涉隐私|脱敏处理|变更情形|变更撤销日期|撤回日期|撤回说明理由|重大执法决定|经法制审核|法制审核日期|法制审核结论|全过程记录|出示执法证件|出具执法文书|告知当事人|重大违法情形|公示网址"
    headers = head.split("|")
    rows = [head]

    def decision(**cells):
        row = {"公示平台": "行政执法信息公示平台、政府网站", "各平台内容一致": "是", "公示要素": "执法机关、执法对象、执法类别、执法结论"}
        row |= {"另有办案期限": "否", "社会影响": "否", "涉密涉隐私": "否", "重大执法决定": "否", "经法制审核": "否", "全过程记录": "是"}
        row |= {"出示执法证件": "是", "出具执法文书": "是", "告知当事人": "是", **cells}
        assert row.keys() <= set(headers), row.keys() - set(headers)
        rows.append("|".join(row.get(header, "") for header in headers))

    licence = {"行政行为类别": "行政许可", "承办单位": "行政审批科", "许可结论": "准予"}
    penalty = {"行政行为类别": "行政处罚", "承办单位": "劳动保障监察支队"}
    decision(案件编号="ZF1901", 案件名称="云河众合人力资源有限公司人力资源服务许可", 决定书文号="云人社许〔2019〕21号", **licence, 事项编码="379900114001", 执法事项="人力资源服务许可", 行政相对人="云河众合人力资源有限公司", 受理日期="2019-05-06", 决定日期="2019-05-20", 公示日期="2019-05-24")
    decision(案件编号="ZF1902", 案件名称="云河北岸劳务服务有限公司劳务派遣经营许可", 决定书文号="云人社许〔2019〕34号", **licence, 事项编码="379900114002", 执法事项="劳务派遣经营许可", 行政相对人="云河北岸劳务服务有限公司", 受理日期="2019-06-24", 决定日期="2019-07-08", 公示日期="2019-07-30")
    decision(案件编号="ZF1903", 案件名称="云河启程人才服务有限公司人力资源服务许可", 决定书文号="云人社许〔2019〕41号", **licence, 事项编码="379900114001", 执法事项="人力资源服务许可", 行政相对人="云河启程人才服务有限公司", 受理日期="2019-08-01", 决定日期="2019-08-30", 公示日期="2019-09-05")
    decision(案件编号="ZF1904", 案件名称="云河恒筑建设有限公司拒不支付工资案", 决定书文号="云人社监罚〔2019〕5号", **penalty, 事项编码="379900214005", 行政相对人="云河恒筑建设有限公司", 立案日期="2019-05-08", 决定日期="2019-06-14", 公示日期="2019-06-20", 重大违法情形="重大劳动保障违法行为")
    decision(案件编号="ZF1905", 案件名称="云河宏远置业有限公司未缴存工资保证金案", 决定书文号="云人社监罚〔2019〕8号", **penalty, 事项编码="379900214005", 行政相对人="云河宏远置业有限公司", 立案日期="2019-08-12", 决定日期="2019-09-10", 公示日期="2019-09-16", 重大执法决定="是")
    decision(案件编号="ZF1906", 案件名称="云河金穗食品有限公司违法延长工时案", 决定书文号="云人社监罚〔2019〕9号", **penalty, 事项编码="379900214005", 行政相对人="云河金穗食品有限公司", 立案日期="2019-09-02", 决定日期="2019-10-11", 公示日期="2019-10-17", 公示要素="执法机关、执法对象、执法类别")
    decision(案件编号="ZF1907", 案件名称="云河顺达物流有限公司劳动用工检查", 决定书文号="云人社检〔2019〕16号", 行政行为类别="行政检查", 承办单位="劳动保障监察支队", 事项编码="379900614006", 行政相对人="云河顺达物流有限公司", 决定日期="2019-10-15", 公示日期="2019-10-30")
    decision(案件编号="ZF1908", 案件名称="工伤认定（2019年第三批）", 决定书文号="云人社工认〔2019〕87号", 行政行为类别="行政确认", 承办单位="工伤保险科", 事项编码="379900714009", 行政相对人="某企业职工", 决定日期="2019-10-21", 公示日期="2019-10-25", 涉密涉隐私="是", 脱敏处理="是")
    decision(案件编号="ZF1909", 案件名称="云河汇丰餐饮有限公司使用童工案", 决定书文号="云人社监罚〔2019〕6号", **penalty, 事项编码="379900214005", 行政相对人="云河汇丰餐饮有限公司", 立案日期="2019-05-27", 决定日期="2019-07-03", 公示日期="2019-07-09", 变更情形="撤销", 变更撤销日期="2019-11-01", 重大执法决定="是", 经法制审核="是", 法制审核日期="2019-06-28", 法制审核结论="通过")
    decision(案件编号="ZF1910", 案件名称="云河新程职业培训学校设立审批", 决定书文号="云人社许〔2019〕52号", **licence, 事项编码="379900114003", 执法事项="民办职业培训学校设立审批", 行政相对人="云河新程职业培训学校", 受理日期="2019-10-28", 决定日期="2019-11-18", 公示日期="2019-11-22", 重大执法决定="是", 经法制审核="是", 法制审核日期="2019-11-13", 法制审核结论="修改后通过")
    decision(案件编号="ZF2001", 案件名称="云河同舟人力资源有限公司人力资源服务许可", 决定书文号="云人社许〔2020〕9号", **licence, 事项编码="379900114001", 执法事项="人力资源服务许可", 行政相对人="云河同舟人力资源有限公司", 受理日期="2020-04-13", 决定日期="2020-04-26", 公示日期="2020-04-29")
    decision(案件编号="ZF2002", 案件名称="云河利源纺织有限公司拖欠工资案", 决定书文号="云人社监罚〔2020〕3号", **penalty, 事项编码="379900214005", 行政相对人="云河利源纺织有限公司", 立案日期="2020-05-11", 决定日期="2020-06-12", 公示日期="2020-06-18")
    decision(案件编号="ZF2003", 案件名称="云河长兴建筑劳务有限公司拖欠农民工工资案", 决定书文号="云人社监罚〔2020〕7号", **penalty, 事项编码="379900214005", 行政相对人="云河长兴建筑劳务有限公司", 立案日期="2020-08-03", 决定日期="2020-09-04", 公示日期="2020-09-10", 重大违法情形="严重拖欠农民工工资")
    decision(案件编号="ZF2004", 案件名称="云河育才鉴定站设立许可", 决定书文号="云人社许〔2020〕31号", **licence, 事项编码="379900114019", 执法事项="职业技能等级认定机构设立许可", 行政相对人="云河育才鉴定站", 受理日期="2020-09-14", 决定日期="2020-09-28", 公示日期="2020-10-09")
    decisions = Sheet("执法决定", "\n".join(rows))
    publicity = Sheet("执法公示", """编号|公示名称|公示内容|责任处室|公示日期|公示平台|公示网址
    GS01|行政执法主体、职责和权限|执法主体、执法职责、执法岗位、执法权限、执法依据|政策法规科|2019-03-22|行政执法信息公示平台、政府网站|http://rsj.yunheshi.gov.cn/zfgs/01.html
    GS02|行政执法流程图和救济途径|执法程序、救济渠道、立案依据、监督途径|政策法规科|2019-03-22|行政执法信息公示平台、政府网站|http://rsj.yunheshi.gov.cn/zfgs/02.html
    GS03|行政执法人员名录|执法人员|劳动保障监察支队|2019-04-09|行政执法信息公示平台、政府网站|http://rsj.yunheshi.gov.cn/zfgs/03.html
    GS04|随机抽查事项清单|随机抽查事项清单|劳动保障监察支队|2019-04-16|行政执法信息公示平台、政府网站|http://rsj.yunheshi.gov.cn/zfgs/04.html""")
    officers = ["编号|姓名|所在处室|人员身份|执法证号|证件种类|考试合格"]
    names = "赵某甲 钱某乙 孙某丙 李某丁 周某戊 吴某己 郑某庚 王某辛 冯某壬 陈某癸 褚某子 卫某丑".split()
    for at, name in enumerate(names, 1):
        unit = "劳动保障监察支队" if at <= 8 else "行政审批科" if at <= 10 else "社会保险基金监督科"
        staff = "劳务派遣" if at == 8 else "参公人员" if at <= 7 else "公务员"
        number = f"鲁Z{at:07}"
        officers.append(f"{at}|{name}|{unit}|{staff}|{number}|省统一执法证件|是")
    reviewers = Sheet("法制审核人员", "编号|姓名|所在处室\n1|沈某寅|政策法规科\n2|韩某卯|政策法规科")
    return [decisions, publicity, Sheet("执法人员", "\n".join(officers)), reviewers]


def inspections():
    items = Sheet("随机抽查事项", """编号|抽查事项名称|权责事项编码|抽查依据|依据变更日期|检查主体|检查内容|检查方式|事项类别|抽查比例上限|检查对象名录库|检查对象数|检查人员名录库|执法检查人员数|更新日期|公布日期|责任处室|网址
    CC01|用人单位遵守劳动保障法律情况|379900614006|《劳动保障监察条例》第十条||云河市人力资源和社会保障局|劳动合同、工资支付、工时|现场检查|重点检查事项||用人单位名录库|2860|执法检查人员名录库|34|2019-03-04|2019-03-11|劳动保障监察支队|http://rsj.yunheshi.gov.cn/ssj/01.html
    CC02|人力资源服务机构经营情况||《人力资源市场暂行条例》第三十四条||云河市人力资源和社会保障局|许可、备案、收费公示|现场检查、书面检查|一般检查事项|5%|人力资源服务机构名录库|126|执法检查人员名录库|34|2019-03-04|2019-03-11|人力资源市场科|http://rsj.yunheshi.gov.cn/ssj/02.html
    CC03|劳务派遣单位经营情况||《劳务派遣行政许可实施办法》第二十六条||云河市人力资源和社会保障局|派遣协议、岗位、报酬|现场检查|一般检查事项||劳务派遣单位名录库|74|执法检查人员名录库|34|2019-03-04|2019-03-11|劳动关系科|http://rsj.yunheshi.gov.cn/ssj/03.html
    CC04|社会保险缴费申报情况|379900614007|《社会保险法》第七十七条||云河市人力资源和社会保障局|申报人数、缴费基数|书面检查|一般检查事项|3%|参保单位名录库|4120|执法检查人员名录库|34|2019-03-04|2019-03-11|社会保险基金监督科|http://rsj.yunheshi.gov.cn/ssj/04.html
    CC05|民办职业培训学校办学情况||《民办教育促进法》第四十条|2019-06-24|云河市人力资源和社会保障局|办学条件、收费、广告|现场检查|一般检查事项|10%|民办职业培训学校名录库|58|执法检查人员名录库|34|2019-07-15|2019-07-22|职业能力建设科|http://rsj.yunheshi.gov.cn/ssj/05.html""", numbers=["检查对象数", "执法检查人员数"])
    plans = Sheet("随机抽查计划", """编号|计划任务名称|计划年度|对应抽查事项|工作任务|参与部门|涵盖事项类别|抽查开始日期|抽查结束日期|制定日期|公布日期|责任处室|网址
    JH1901|2019年用人单位劳动用工抽查|2019|CC01|抽查用人单位86户|云河市人力资源和社会保障局|重点检查事项|2019-06-03|2019-09-27|2019-05-20|2019-05-27|劳动保障监察支队|http://rsj.yunheshi.gov.cn/ssj/jh1901.html
    JH1902|2019年人力资源服务机构抽查|2019|CC02、CC03|抽查机构10家|云河市人力资源和社会保障局、云河市市场监督管理局|一般检查事项|2019-08-05|2019-11-08|2019-05-20|2019-05-27|人力资源市场科|http://rsj.yunheshi.gov.cn/ssj/jh1902.html
    JH1903|2019年民办职业培训学校抽查|2019|CC05|抽查学校6所|云河市人力资源和社会保障局|一般检查事项|2019-09-02|2019-10-31|2019-05-20|2019-05-27|职业能力建设科|http://rsj.yunheshi.gov.cn/ssj/jh1903.html
    JH2001|2020年用人单位劳动用工抽查|2020|CC01|抽查用人单位90户|云河市人力资源和社会保障局|重点检查事项|2020-06-01|2020-10-30|2020-04-20|2020-04-26|劳动保障监察支队|http://rsj.yunheshi.gov.cn/ssj/jh2001.html
    JH2002|2020年社会保险缴费申报抽查|2020|CC02、CC04|抽查单位40户||一般检查事项|2020-07-01|2020-10-30|2020-04-20|2020-04-26|社会保险基金监督科|http://rsj.yunheshi.gov.cn/ssj/jh2002.html""", numbers=["计划年度"])
    results = Sheet("随机抽查结果", """编号|对应抽查事项|对应抽查计划|抽取日期|抽取方法|检查对象|执法检查人员|检查人员均有执法资格|检查主体|实施检查日期|检查结果|结果形成日期|公示日期|公示主体|公示平台|不公开依据|责任处室|网址
    JG1901|CC01|JH1901|2019-06-03|系统随机摇号|云河金穗食品有限公司|赵某甲、钱某乙|是|云河市人力资源和社会保障局|2019-06-18|发现问题，责令改正|2019-06-24|2019-07-02|云河市人力资源和社会保障局|国家企业信用信息公示系统（山东）||劳动保障监察支队|http://rsj.yunheshi.gov.cn/ssj/jg1901.html
    JG1902|CC01|JH1901|2019-06-03|系统随机摇号|云河顺达物流有限公司|赵某甲、孙某丙|是|云河市人力资源和社会保障局|2019-09-18|未发现问题|2019-09-27|2019-10-11|云河市人力资源和社会保障局|国家企业信用信息公示系统（山东）||劳动保障监察支队|http://rsj.yunheshi.gov.cn/ssj/jg1902.html
    JG1903|CC02|JH1902|2019-08-05|系统随机摇号|云河众合人力资源有限公司|李某丁、周某戊|是|云河市人力资源和社会保障局|2019-08-21|未发现问题|2019-08-28|2019-10-22|云河市人力资源和社会保障局|国家企业信用信息公示系统（山东）||人力资源市场科|http://rsj.yunheshi.gov.cn/ssj/jg1903.html
    JG1904|CC02|JH1902|2019-08-05|系统随机摇号|云河启程人才服务有限公司|李某丁、周某戊|是|云河市人力资源和社会保障局|2019-10-16|未发现问题|2019-10-23|2019-10-30|云河市市场监督管理局|国家企业信用信息公示系统（山东）||人力资源市场科|http://rsj.yunheshi.gov.cn/ssj/jg1904.html
    JG1905|CC03||2019-09-09|系统随机摇号|云河北岸劳务服务有限公司|吴某己、郑某庚|是|云河市人力资源和社会保障局|2019-09-25|未发现问题|2019-09-30|2019-10-16|云河市人力资源和社会保障局|国家企业信用信息公示系统（山东）||劳动关系科|http://rsj.yunheshi.gov.cn/ssj/jg1905.html
    JG1906|CC04|JH1902|2019-10-08|系统随机摇号|云河宏远置业有限公司|褚某子、卫某丑|是|云河市人力资源和社会保障局|2019-10-24|少报缴费基数，限期补缴|2019-11-08|2019-11-15|云河市人力资源和社会保障局|国家企业信用信息公示系统（山东）||社会保险基金监督科|http://rsj.yunheshi.gov.cn/ssj/jg1906.html
    JG2001|CC01|JH2001|2020-06-01|系统随机摇号|云河利源纺织有限公司|赵某甲、钱某乙|是|云河市人力资源和社会保障局|2020-06-16|发现问题，立案查处|2020-06-22|2020-07-01|云河市人力资源和社会保障局|国家企业信用信息公示系统（山东）||劳动保障监察支队|http://rsj.yunheshi.gov.cn/ssj/jg2001.html
    JG2002|CC04|JH2002|2020-07-01|系统随机摇号|云河同舟人力资源有限公司|褚某子、李某丁|是|云河市人力资源和社会保障局|2020-07-21|未发现问题|2020-07-27|2020-08-06|云河市人力资源和社会保障局|国家企业信用信息公示系统（山东）||社会保险基金监督科|http://rsj.yunheshi.gov.cn/ssj/jg2002.html""")
    return [items, plans, results]


MEETINGS = """编号,会议名称,会议类型,召开日期,承办处室,涉及公众利益,列席代表,告知列席代表日期,材料公开日期,材料不公开理由,是否直播,网址
HY01,2019年全市人力资源和社会保障工作会议,全体会议,2019-02-26,办公室,否,,,,,否,
HY02,局长办公会议（见习补贴政策）,局务会议,2019-05-31,就业促进科,是,企业代表、高校毕业生代表,2019-06-10,2019-06-13,,否,http://rsj.yunheshi.gov.cn/hygk/02.html
HY03,降低社会保险费率电视电话会议,电视电话会议,2019-07-10,失业保险科,是,,,2019-07-16,,否,http://rsj.yunheshi.gov.cn/hygk/03.html
HY04,技能提升补贴办法座谈会,专题会议,2019-07-12,职业能力建设科,是,企业代表、职工代表,2019-07-22,2019-07-19,,否,http://rsj.yunheshi.gov.cn/hygk/04.html
HY05,基础养老金标准专题会议,专题会议,2019-09-29,养老保险科,是,人大代表、专家,2019-10-15,,,否,
HY06,局长办公会议（就业补助资金）,局务会议,2019-11-05,办公室,是,企业代表、高校毕业生代表,2019-11-14,2019-11-12,,否,http://rsj.yunheshi.gov.cn/hygk/06.html
HY07,援企稳岗电视电话会议,电视电话会议,2020-02-17,失业保险科,是,,,2020-02-20,,是,http://rsj.yunheshi.gov.cn/hygk/07.html
HY08,公益性岗位办法审议会议,局务会议,2020-07-31,就业促进科,是,社区代表、就业困难人员代表,2020-08-20,2020-08-21,,否,http://rsj.yunheshi.gov.cn/hygk/08.html
"""

REPLY = """# 云河市人力资源和社会保障局
# 对市十八届人大三次会议第0327号建议的答复
^ 云人社建字〔2019〕3号
@ 尊敬的代表：
您提出的《关于提高农村居民养老保障水平的建议》收悉，现答复如下：
= 一、基本情况
全市城乡居民基本养老保险参保人数稳定增长，基础养老金由财政全额负担，按月通过社会保障卡发放。
= 二、下一步工作
我局将会同市财政局测算调整基础养老金标准的资金需求，形成方案后公开征求意见，并在本局网站公布采纳情况。
感谢您对人力资源和社会保障工作的关心和支持。
> 云河市人力资源和社会保障局
> 2019年6月24日
（此件公开发布）
"""

ANSWER = """# 云河市人力资源和社会保障局
# 政府信息公开申请答复书
^ 云人社公开〔2019〕第6号
@ 乙咨询公司：
本机关于2019年8月5日收到你单位提交的政府信息公开申请，所申请的信息为局内部请休假登记。经审查，现答复如下：
你单位申请的信息属于本机关人事管理方面的内部事务信息。根据《中华人民共和国政府信息公开条例》第十六条第一款，本机关决定不予公开。
如对本答复不服，可以自收到本答复书之日起六十日内依法申请行政复议，或者自收到本答复书之日起六个月内依法提起行政诉讼。
> 云河市人力资源和社会保障局
> 2019年8月21日
"""

TRAINING = """# 云河市人力资源和社会保障局
# 关于支持企业开展以工代训的通知
^ 云人社发〔2020〕19号
@ 各县（区）人力资源和社会保障局，局属有关单位：
为支持企业稳定就业岗位，现就开展以工代训有关事项通知如下：
= 一、补贴对象
吸纳就业困难人员、零就业家庭成员、离校两年内高校毕业生、登记失业人员就业并开展以工代训的企业，可以申领职业培训补贴。
= 二、补贴标准
按照以工代训人数给予每人每月五百元补贴，期限不超过六个月。
= 三、办理程序
企业通过网上办事大厅提交人员花名册和工资发放凭证，所在地公共就业服务机构自受理之日起十个工作日内完成审核，公示五个工作日后拨付补贴。
= 四、执行期限
本通知自印发之日起施行，受理期限至2020年12月31日。
> 云河市人力资源和社会保障局
> 2020年9月7日
（此件公开发布）
"""


def main():
    workbook("依申请公开台账.xlsx", requests())
    workbook("社会保险基金情况.xlsx", funds())
    workbook("建议提案.xlsx", proposals())
    workbook("行政执法.xlsx", *enforcement())
    workbook("双随机抽查.xlsx", *inspections(), from_1904=True)
    (TABLES / "会议台账.csv").write_bytes(MEETINGS.encode("gb18030"))
    docx("24-建议答复.docx", REPLY)
    docx("25-公开申请答复书.docx", ANSWER)
    docx("26-以工代训通知.docx", TRAINING)


if __name__ == "__main__":
    main()
