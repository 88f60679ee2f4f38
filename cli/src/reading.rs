//! How files are read: the options of every subcommand that reads documents.

use anyhow::anyhow;
use clap::{Args, ValueEnum};
use gongkai::Language;
use gongkai_io::docx::View;
use gongkai_io::{ReadOptions, TextEncoding};

#[derive(Debug, Args)]
pub(crate) struct ReadingArgs {
    /// 文本和 .csv 的编码，如 gb18030；默认自动判断 · Encoding of texts and .csv; default: found out
    #[arg(long, value_name = "NAME")]
    pub(crate) encoding: Option<String>,
    /// .docx 中的修订：按接受后，还是按修订前 · Tracked changes in .docx: as accepted, or as before [默认 · default: accepted]
    #[arg(long, value_enum, value_name = "VIEW")]
    pub(crate) view: Option<ViewArg>,
    /// 用 LibreOffice 转换 .doc、.wps、.rtf 等再读取 · Let LibreOffice convert .doc, .wps, .rtf and the like
    #[arg(long)]
    pub(crate) convert: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ViewArg {
    Accepted,
    Original,
}

impl ReadingArgs {
    /// The options, or the nearest name of an encoding that there is not.
    pub(crate) fn options(&self, language: Language) -> anyhow::Result<ReadOptions> {
        let named = self.encoding.as_deref().map(TextEncoding::named).transpose();
        let encoding = named.map_err(|wrong| match (language, wrong.nearest) {
            (Language::Zh, Some(nearest)) => anyhow!("没有编码 {}，是不是 {nearest}？", wrong.name),
            (Language::Zh, None) => {
                anyhow!("没有编码 {}；常用的有 utf-8、gb18030、utf-16le、big5", wrong.name)
            }
            (Language::En, _) => anyhow!("{wrong}"),
        })?;
        let view = match self.view {
            Some(ViewArg::Original) => View::Original,
            Some(ViewArg::Accepted) | None => View::Accepted,
        };
        Ok(ReadOptions { encoding, view, convert: self.convert, ..ReadOptions::default() })
    }
}
