//! What the streams of a PDF unpack to, before anything keeps it: a bomb is refused by its measure.

use crate::Reason;
use flate2::read::ZlibDecoder;
use memchr::memmem;
use std::io::Read;

/// Refuses a file whose packed streams, or streams packed in these, are more than `limit` bytes together.
pub(super) fn measure(bytes: &[u8], limit: u64) -> Result<(), Reason> {
    let mut left = limit;
    for at in memmem::find_iter(bytes, b"stream") {
        let rest = bytes.get(at + b"stream".len()..).unwrap_or_default();
        let body = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
        unpack(body, &mut left, 0).ok_or(Reason::Unpacked { limit })?;
    }
    Ok(())
}

/// Takes what a stream unpacks to from `left`; `None` where that is not enough.
fn unpack(body: &[u8], left: &mut u64, depth: u32) -> Option<()> {
    if !is_packed(body) {
        return Some(());
    }
    let mut decoder = ZlibDecoder::new(body);
    let mut buffer = vec![0; 64 << 10];
    let mut first = true;
    loop {
        // Broken data gives what there is; the interpreter will see the same.
        let Ok(read @ 1..) = decoder.read(&mut buffer) else { return Some(()) };
        let part = buffer.get(..read)?;
        if first && depth < 2 && is_packed(part) {
            let mut inner = Vec::new();
            inner.extend_from_slice(part);
            (&mut decoder).take(*left).read_to_end(&mut inner).ok();
            *left = left.checked_sub(inner.len() as u64)?;
            return unpack(&inner, left, depth + 1);
        }
        first = false;
        *left = left.checked_sub(read as u64)?;
    }
}

/// Whether bytes begin as zlib's do.
fn is_packed(bytes: &[u8]) -> bool {
    matches!(bytes, [first, second, ..]
        if first & 0x0F == 8 && first >> 4 <= 7 && (u16::from(*first) << 8 | u16::from(*second)) % 31 == 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::ZlibEncoder};
    use std::io::Write;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn streams_are_measured_and_so_is_what_is_packed_in_them() {
        let file = |stream: &[u8]| [b"%PDF-1.7\n1 0 obj <<>> stream\r\n", stream, b"\nendstream"].concat();
        let large = packed(&vec![b' '; 1 << 20]);
        assert_eq!(measure(&file(&large), 2 << 20), Ok(()));
        assert_eq!(measure(&file(&large), 1 << 19), Err(Reason::Unpacked { limit: 1 << 19 }));
        assert_eq!(measure(&file(&packed(&large)), 1 << 19), Err(Reason::Unpacked { limit: 1 << 19 }));
        assert_eq!(measure(&file(b"BT (words) Tj ET"), 4), Ok(()));
    }
}
