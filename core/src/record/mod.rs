//! Records: the rows of the tables that a disclosure office keeps.

mod table;

pub use table::{Cell, Grid, GridRow};
