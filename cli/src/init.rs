//! `gongkai init`: an empty dossier with headed tables.

use crate::args::{Common, InitArgs};
use crate::output::{self, Exit, pick};
use crate::setup::{Examples, Setup};
use anyhow::{Context, bail};
use gongkai::record::FieldType;
use gongkai_io::Config;
use gongkai_io::table::{HeadedColumn, HeadedTable, write_workbook};

const CONFIG: &str = "# 卷宗的配置 · the dossier's configuration
[authority]
name = \"\"                  # 机关名称
region = \"山东省\"           # 地区，省级名称起
level = \"province\"         # state, province, city, county, township
body = \"department\"        # government, department
period_from = \"2019-01-01\"
period_to = \"2019-12-31\"
";

pub(crate) fn run(args: &InitArgs, common: &Common) -> anyhow::Result<Exit> {
    let setup = Setup::new(common)?;
    let language = setup.language;
    let rules = setup.rules(common, &[], Examples::Without)?;
    let folder = &args.folder;
    if folder.join(Config::NAME).exists() {
        bail!(pick(
            language,
            "文件夹里已有 gongkai.toml，没有改动",
            "the folder has a gongkai.toml already; nothing was written"
        ));
    }
    let documents = folder.join("documents");
    std::fs::create_dir_all(&documents).with_context(|| documents.display().to_string())?;
    let mut count = 0;
    for kind in rules.set.schema().kinds() {
        if &*kind.name == "authority" || kind.fields().iter().all(|field| field.file.derived) {
            continue;
        }
        let columns = kind.fields().iter().filter(|field| !field.file.derived).map(|field| HeadedColumn {
            header: field.header().to_owned(),
            note: field.file.note.as_ref().map(|note| note.zh.clone()).unwrap_or_default(),
            choices: match field.file.type_ {
                FieldType::Boolean => vec!["是".to_owned(), "否".to_owned()],
                _ => field
                    .file
                    .values
                    .iter()
                    .map(|(value, words)| words.first().filter(|_| value.is_ascii()).unwrap_or(value).clone())
                    .collect(),
            },
            is_date: matches!(field.file.type_, FieldType::Date),
            required: field.file.required,
        });
        let table = HeadedTable { name: kind.file.name.zh.clone(), columns: columns.collect() };
        let path = folder.join(format!("{}.xlsx", kind.file.name.zh));
        write_workbook(&path, &[table]).map_err(|problem| anyhow::anyhow!(problem.describe(language)))?;
        count += 1;
    }
    let config = folder.join(Config::NAME);
    std::fs::write(&config, CONFIG).with_context(|| config.display().to_string())?;
    output::tell(&match language {
        gongkai::Language::Zh => format!(
            "已建立 {count} 张空表和 gongkai.toml；用不到的表请删去：没有的表按未知处理，空表按没有记录处理"
        ),
        gongkai::Language::En => format!(
            "wrote {count} empty tables and gongkai.toml; remove those that you do not keep: an absent table is unknown, an empty one says that there is nothing"
        ),
    });
    Ok(Exit::Clean)
}
