//! Tables are read from files as offices keep them: each file is made here.

mod excel;
mod files;
mod old_excel;
mod open_document;
mod separated;
