//! What a run prints: words, tabs, breaks, signs; and the text boxes and fields that begin in it.

use super::body::Walk;
use super::fault::Fault;
use super::model::{Block, Content, ContentKind, Run};
use super::properties::{self, RunProperties};
use super::symbol;
use super::xml::{Tag, Xml};

impl<'x> Walk<'x> {
    /// The contents of the open run, walked to its end.
    pub(super) fn run_contents(
        &mut self,
        run: &mut Run<'x>,
        boxes: &mut Vec<Block<'x>>,
    ) -> Result<(), Fault> {
        while let Some(tag) = self.xml.child()? {
            match tag.name() {
                "rPr" => {
                    let properties = self.properties(tag)?;
                    // A formula's run has properties of the formula first, and then those of the words.
                    if properties != RunProperties::default() {
                        run.properties = properties;
                    }
                }
                "t" | "delText" => self.words(tag, run)?,
                "instrText" | "delInstrText" => {
                    let words = self.xml.words(tag)?;
                    self.fields.command(&words.text);
                    run.page_number |= self.fields.is_page();
                }
                "fldChar" => {
                    match tag.attribute("fldCharType").as_deref() {
                        Some("begin") => self.fields.begin(),
                        Some("separate") => self.fields.separate(),
                        Some("end") => self.fields.end(),
                        _ => {}
                    }
                    run.contents_table = run.contents_table.max(self.fields.table());
                    self.xml.skip()?;
                }
                "commentReference" => {
                    self.comments += 1;
                    self.xml.skip()?;
                }
                "drawing" | "pict" | "object" => drop(self.boxes(boxes)?),
                "pgNum" => {
                    run.page_number = true;
                    self.xml.skip()?;
                }
                "ruby" => self.ruby(run)?,
                "AlternateContent" => self.alternate(|walk| {
                    let before = (run.contents.len(), boxes.len());
                    walk.run_contents(run, boxes)?;
                    Ok((run.contents.len(), boxes.len()) != before)
                })?,
                _ => self.sign(tag, run)?,
            }
        }
        Ok(())
    }

    /// The properties of a run: most are those of the run before.
    fn properties(&mut self, tag: Tag<'x>) -> Result<RunProperties<'x>, Fault> {
        let bytes = self.xml.bytes(tag)?;
        if self.last.0 != bytes {
            let mut xml = Xml::new(bytes, self.depth());
            xml.root()?;
            self.last = (bytes, properties::run(&mut xml)?);
        }
        Ok(self.last.1.clone())
    }

    fn words(&mut self, tag: Tag<'x>, run: &mut Run<'x>) -> Result<(), Fault> {
        let words = self.xml.words(tag)?;
        if self.fields.in_command() || words.text.is_empty() {
            return Ok(());
        }
        let kind = match words.is_plain {
            true => {
                let keeps_blanks = tag.attribute("space").is_some_and(|space| space == "preserve");
                ContentKind::Words { raw: words.raw, keeps_blanks }
            }
            false => ContentKind::Whole,
        };
        self.count()?;
        run.contents.push(Content { text: words.text, kind, bytes: tag.start..self.xml.position() });
        Ok(())
    }

    /// An element that prints a sign of its own.
    fn sign(&mut self, tag: Tag<'x>, run: &mut Run<'x>) -> Result<(), Fault> {
        let text = match tag.name() {
            "tab" | "ptab" => Some("\t".into()),
            "br" | "cr" => Some("\n".into()),
            "noBreakHyphen" => Some("-".into()),
            "sym" => symbol::read(tag).map(|sign| String::from(sign).into()),
            _ => None,
        };
        self.xml.skip()?;
        if let Some(text) = text
            && !self.fields.in_command()
        {
            self.count()?;
            let bytes = tag.start..self.xml.position();
            run.contents.push(Content { text, kind: ContentKind::Whole, bytes });
        }
        Ok(())
    }

    /// Ruby: the words, without their readings.
    fn ruby(&mut self, run: &mut Run<'x>) -> Result<(), Fault> {
        run.divisible = false;
        while let Some(tag) = self.xml.child()? {
            match tag.name() {
                "rubyBase" => self.ruby_base(run)?,
                _ => self.xml.skip()?,
            }
        }
        Ok(())
    }

    fn ruby_base(&mut self, run: &mut Run<'x>) -> Result<(), Fault> {
        while let Some(tag) = self.xml.child()? {
            match tag.name() {
                "t" => self.words(tag, run)?,
                "rPr" => self.xml.skip()?,
                _ => self.ruby_base(run)?,
            }
        }
        Ok(())
    }
}

/// The bytes of the properties of the run at the beginning of `source`, without what tells of earlier properties.
pub(super) fn properties_of(source: &str, limit: u32) -> Result<String, Fault> {
    let mut xml = Xml::new(source, limit);
    xml.root()?;
    let Some(tag) = xml.child()?.filter(|tag| tag.name() == "rPr") else { return Ok(String::new()) };
    let mut properties = String::new();
    let mut from = tag.start;
    let mut copy = |from: u32, to: u32| {
        properties.push_str(source.get(from as usize..to as usize).unwrap_or_default());
    };
    while let Some(tag) = xml.child()? {
        let is_change = matches!(tag.name(), "rPrChange" | "ins" | "del" | "moveFrom" | "moveTo");
        xml.skip()?;
        if is_change {
            copy(from, tag.start);
            from = xml.position();
        }
    }
    copy(from, xml.position());
    Ok(properties)
}
