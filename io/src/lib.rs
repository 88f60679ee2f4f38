//! Files in, reports out.
#![forbid(unsafe_code)]
