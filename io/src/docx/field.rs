//! Fields: a command and its result, which may go over several paragraphs. The result is printed, the command is not.

/// The table of contents that is a content control, or a field without an end of its own.
pub(super) const CONTROLLED: u32 = u32::MAX;

/// The fields that are open at a place of a part.
#[derive(Debug, Default)]
pub(super) struct Fields {
    open: Vec<Field>,
    /// How many of them are still in their commands.
    commands: usize,
    /// The outermost table of contents in whose result the place stands; 0: none.
    table: u32,
    tables: u32,
}

#[derive(Debug)]
struct Field {
    command: String,
    in_result: bool,
    /// The number of the table of contents; 0: it is none.
    table: u32,
}

/// As much of a command as is kept: its first word says what it is.
const MOST_COMMAND: usize = 200;

impl Fields {
    /// A field begins.
    pub(super) fn begin(&mut self) {
        self.commands += 1;
        self.open.push(Field { command: String::new(), in_result: false, table: 0 });
    }

    /// Words of a command.
    pub(super) fn command(&mut self, words: &str) {
        if let Some(field) = self.open.last_mut()
            && field.command.len() + words.len() <= MOST_COMMAND
        {
            field.command.push_str(words);
        }
    }

    /// A command ends and its result begins.
    pub(super) fn separate(&mut self) {
        let Some(field) = self.open.last_mut().filter(|field| !field.in_result) else { return };
        field.in_result = true;
        self.commands -= 1;
        if is_contents(&field.command) {
            self.tables += 1;
            field.table = self.tables;
            if self.table == 0 {
                self.table = self.tables;
            }
        }
    }

    /// A field ends.
    pub(super) fn end(&mut self) {
        if let Some(field) = self.open.pop() {
            self.commands -= usize::from(!field.in_result);
            if field.table > 0 && field.table == self.table {
                self.table = 0;
            }
        }
    }

    /// Whether the innermost field prints the number of the page.
    pub(super) fn is_page(&self) -> bool {
        self.open.last().is_some_and(|field| is_page(&field.command))
    }

    /// How many are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// A paragraph ends that began with `depth` open fields: commands do not go on, they were never ended.
    pub(super) fn end_paragraph(&mut self, depth: usize) {
        if self.commands == 0 {
            return;
        }
        let mut index = 0;
        self.open.retain(|field| {
            index += 1;
            index <= depth || field.in_result
        });
        self.commands = self.open.iter().filter(|field| !field.in_result).count();
    }

    /// Whether what is printed here belongs to a command.
    pub(super) fn in_command(&self) -> bool {
        self.commands > 0
    }

    /// The table of contents in whose result this place stands; 0: none.
    pub(super) fn table(&self) -> u32 {
        self.table
    }

    /// The tables of contents that never ended, ascending: what belongs to them is not known.
    pub(super) fn unended(&self) -> Vec<u32> {
        self.open.iter().map(|field| field.table).filter(|table| *table > 0).collect()
    }
}

/// Whether the command makes a table of contents.
pub(super) fn is_contents(command: &str) -> bool {
    begins(command, "TOC")
}

/// Whether the command prints the number of the page.
pub(super) fn is_page(command: &str) -> bool {
    begins(command, "PAGE")
}

fn begins(command: &str, name: &str) -> bool {
    command.split_whitespace().next().is_some_and(|word| word.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_of_contents_is_known_while_it_is_open() {
        let mut fields = Fields::default();
        fields.begin();
        fields.command(r#" TOC \o "1-3" "#);
        assert!(fields.in_command());
        fields.separate();
        fields.begin();
        fields.command("PAGEREF _Toc1");
        fields.separate();
        fields.end();
        assert_eq!((fields.table(), fields.in_command(), fields.unended()), (1, false, vec![1]));
        fields.end();
        assert_eq!((fields.table(), fields.unended()), (0, vec![]));
    }

    #[test]
    fn a_command_that_never_ends_ends_with_its_paragraph() {
        let mut fields = Fields::default();
        let depth = fields.depth();
        fields.begin();
        fields.end_paragraph(depth);
        fields.end();
        assert_eq!((fields.in_command(), fields.depth()), (false, 0));
    }
}
