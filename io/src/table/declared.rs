//! How many cells the sheets of an .xls file say that they have. Its reader makes room for as many before it reads one, and where
//! there is no such room the program ends; so it is asked first. What is broken here is left to the reader to say.

/// The first number that no sector has.
const NO_SECTOR: u32 = 0xFFFF_FFFA;

/// Streams shorter than this lie in the small sectors.
const SMALL: usize = 4096;
const SMALL_SECTOR: usize = 64;

const BOUND_SHEET: u16 = 0x0085;
const DIMENSIONS: u16 = 0x0200;
const END: u16 = 0x000A;

/// The most cells that any sheet declares.
pub(super) fn most_declared_cells(file: &[u8]) -> u64 {
    let Some(stream) = workbook_stream(file) else { return 0 };
    let starts = records(&stream, 0).filter(|(kind, _)| *kind == BOUND_SHEET);
    let starts = starts.filter_map(|(_, data)| word(data, 0)).map(|start| start as usize);
    starts.flat_map(|start| records(&stream, start)).filter_map(dimensions).max().unwrap_or(0)
}

/// The records from `start` to the end of their part of the stream.
fn records(stream: &[u8], mut at: usize) -> impl Iterator<Item = (u16, &[u8])> {
    std::iter::from_fn(move || {
        let (kind, length) = (half(stream, at)?, half(stream, at + 2)?);
        let data = stream.get(at + 4..at + 4 + usize::from(length))?;
        at += 4 + usize::from(length);
        Some((kind, data))
    })
    .take_while(|(kind, _)| *kind != END)
}

fn dimensions((kind, data): (u16, &[u8])) -> Option<u64> {
    if kind != DIMENSIONS {
        return None;
    }
    let (rows, columns) = match data.len() {
        10 => (u32::from(half(data, 2)?), half(data, 6)?),
        _ => (word(data, 4)?, half(data, 10)?),
    };
    Some(u64::from(rows) * u64::from(columns))
}

/// The stream of the compound file that holds the workbook.
fn workbook_stream(file: &[u8]) -> Option<Vec<u8>> {
    let size = 1_usize.checked_shl(u32::from(half(file, 30)?)).filter(|size| (64..=4096).contains(size))?;
    let sector = |number: u32| {
        let start = (number as usize + 1).checked_mul(size)?;
        file.get(start..file.len().min(start + size))
    };
    let mut tables: Vec<u32> = words(file.get(76..512)?).collect();
    let mut more = word(file, 68)?;
    for _ in 0..file.len() / size {
        if more >= NO_SECTOR {
            break;
        }
        tables.extend(words(sector(more)?));
        more = tables.pop()?;
    }
    let table: Vec<u32> =
        tables.into_iter().filter(|number| *number < NO_SECTOR).filter_map(sector).flat_map(words).collect();

    let directory = chain(word(file, 48)?, &table, sector);
    let entries = || directory.chunks_exact(128);
    let is_workbook = |entry: &&[u8]| {
        let name: Vec<u16> =
            (0..32).map_while(|at| half(entry, at * 2)).take_while(|unit| *unit != 0).collect();
        let name = String::from_utf16_lossy(&name);
        name.eq_ignore_ascii_case("Workbook") || name.eq_ignore_ascii_case("Book")
    };
    let entry = entries().find(is_workbook)?;
    let (start, length) = (word(entry, 116)?, word(entry, 120)? as usize);
    if length >= SMALL {
        return Some(chain(start, &table, sector));
    }
    let small = chain(word(entries().next()?, 116)?, &table, sector);
    let small_table: Vec<u32> = words(&chain(word(file, 60)?, &table, sector)).collect();
    Some(chain(start, &small_table, |number| {
        let start = (number as usize).checked_mul(SMALL_SECTOR)?;
        small.get(start..start + SMALL_SECTOR)
    }))
}

/// The content of sectors that follow each other by `table`.
fn chain<'f>(start: u32, table: &[u32], sector: impl Fn(u32) -> Option<&'f [u8]>) -> Vec<u8> {
    let mut content = Vec::new();
    let mut next = start;
    for _ in 0..=table.len() {
        let Some(bytes) = sector(next).filter(|_| next < NO_SECTOR) else { break };
        content.extend_from_slice(bytes);
        next = table.get(next as usize).copied().unwrap_or(NO_SECTOR);
    }
    content
}

fn half(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

fn words(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).filter_map(|chunk| word(chunk, 0))
}
