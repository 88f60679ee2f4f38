//! What a workbook's cells mean: numbers, days, times, errors.

use calamine::{Data, DataRef, ExcelDateTime};
use gongkai::record::Cell;
use jiff::SignedDuration;
use jiff::civil::{Date, DateTime, Time};

/// The largest number below which every whole number can be told from its neighbours.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// The serial number behind 9999-12-31.
const SERIAL_END: f64 = 2_958_466.0;

/// What a spreadsheet shows for a value it cannot calculate, in the files where it is kept as text.
const ERRORS: [&str; 8] =
    ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#GETTING_DATA"];

pub(super) fn from_data(data: &Data) -> Cell {
    match data {
        Data::Empty => Cell::Blank,
        Data::Int(value) => Cell::Integer(*value),
        Data::Float(value) => number(*value),
        Data::String(words) => text(words),
        Data::Bool(value) => Cell::Boolean(*value),
        Data::DateTime(value) => moment(*value),
        Data::DateTimeIso(words) => iso_moment(words),
        Data::DurationIso(words) => iso_duration(words),
        Data::Error(error) => Cell::Error(error.to_string()),
    }
}

pub(super) fn from_ref(data: DataRef<'_>) -> Cell {
    match data {
        DataRef::SharedString(words) => text(words),
        other => from_data(&other.into()),
    }
}

/// The cell of an OpenDocument sheet, which keeps errors as text.
pub(super) fn from_open_document(data: &Data) -> Cell {
    match data {
        Data::String(words) if ERRORS.contains(&words.as_str()) || words.starts_with("Err:") => {
            Cell::Error(words.clone())
        }
        data => from_data(data),
    }
}

fn text(words: &str) -> Cell {
    if words.chars().all(gongkai::source::is_blank) { Cell::Blank } else { Cell::Text(words.to_owned()) }
}

fn number(value: f64) -> Cell {
    if !value.is_finite() {
        return Cell::Error("#NUM!".to_owned());
    }
    if value.fract() == 0.0 && value.abs() < EXACT {
        return Cell::Integer(value as i64);
    }
    Cell::Number(value)
}

/// A serial number that the workbook formats as a date or a time. What is no day in it stays a number, as the sheet shows it:
/// below 0, beyond the year 9999, 29 February 1900. Less than a day is a time of day, which no date has; it is told in words.
fn moment(value: ExcelDateTime) -> Cell {
    let serial = value.as_f64();
    if !(0.0..SERIAL_END).contains(&serial) {
        return number(serial);
    }
    if value.is_duration() || serial < 1.0 {
        return Cell::Text(clock((serial * 86_400.0).round() as i64));
    }
    let (year, month, day, hour, minute, second, milli) = value.to_ymd_hms_milli();
    let civil = || {
        let date = Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()?;
        let time =
            Time::new(hour.try_into().ok()?, minute.try_into().ok()?, second.try_into().ok()?, 0).ok()?;
        let round = SignedDuration::from_secs(i64::from(milli >= 500));
        date.to_datetime(time).checked_add(round).ok()
    };
    civil().map_or_else(|| number(serial), day_or_time)
}

fn day_or_time(moment: DateTime) -> Cell {
    if moment.time() == Time::midnight() { Cell::Date(moment.date()) } else { Cell::Time(moment) }
}

/// 8:30 as 08:30, with seconds where there are any; hours may be more than a day has.
fn clock(seconds: i64) -> String {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match seconds {
        0 => format!("{hours:02}:{minutes:02}"),
        _ => format!("{hours:02}:{minutes:02}:{seconds:02}"),
    }
}

/// 2019-06-28, 2019-06-28T08:30:00.
fn iso_moment(words: &str) -> Cell {
    let plain = words.trim().trim_end_matches('Z');
    if let Some(time) = plain.strip_prefix('T').or(Some(plain)).and_then(|time| time.parse::<Time>().ok())
        && !plain.contains('-')
    {
        return Cell::Text(clock(time.duration_since(Time::midnight()).as_secs()));
    }
    plain.parse().map_or_else(|_| text(words), day_or_time)
}

/// PT08H30M00S.
fn iso_duration(words: &str) -> Cell {
    match words.parse::<SignedDuration>() {
        Ok(duration) if !duration.is_negative() => Cell::Text(clock(duration.as_secs())),
        _ => text(words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::ExcelDateTimeType::{DateTime as Moment, TimeDelta};
    use jiff::civil::{date, datetime};

    fn day(serial: f64, is_1904: bool) -> Cell {
        moment(ExcelDateTime::new(serial, Moment, is_1904))
    }

    #[test]
    fn serial_numbers_are_days_of_their_own_system() {
        assert_eq!(day(43644.0, false), Cell::Date(date(2019, 6, 28)));
        assert_eq!(day(42182.0, true), Cell::Date(date(2019, 6, 28)));
        assert_eq!(day(1.0, false), Cell::Date(date(1900, 1, 1)));
        assert_eq!(day(59.0, false), Cell::Date(date(1900, 2, 28)));
        assert_eq!(day(60.0, false), Cell::Integer(60));
        assert_eq!(day(61.0, false), Cell::Date(date(1900, 3, 1)));
        assert_eq!(day(1.0, true), Cell::Date(date(1904, 1, 2)));
        assert_eq!(day(2_958_465.0, false), Cell::Date(date(9999, 12, 31)));
    }

    #[test]
    fn times_are_rounded_to_the_second() {
        let morning = Cell::Time(datetime(2019, 6, 28, 8, 30, 0, 0));
        assert_eq!(day(43644.0 + 8.5 / 24.0, false), morning);
        assert_eq!(day(43644.0 + 8.5 / 24.0 + 0.3 / 86400.0, false), morning);
        assert_eq!(day(43_643.999_998, false), Cell::Date(date(2019, 6, 28)));
    }

    #[test]
    fn what_is_no_day_is_no_date() {
        assert_eq!(day(8.5 / 24.0, false), Cell::Text("08:30".to_owned()));
        assert_eq!(day(0.0, false), Cell::Text("00:00".to_owned()));
        assert_eq!(day(-3.0, false), Cell::Integer(-3));
        assert_eq!(day(20_190_628.0, false), Cell::Integer(20_190_628));
        let long = ExcelDateTime::new(1.25, TimeDelta, false);
        assert_eq!(moment(long), Cell::Text("30:00".to_owned()));
    }

    #[test]
    fn iso_days_and_times() {
        assert_eq!(iso_moment("2019-06-28"), Cell::Date(date(2019, 6, 28)));
        assert_eq!(iso_moment("2019-06-28T00:00:00.000"), Cell::Date(date(2019, 6, 28)));
        let evening = Cell::Time(datetime(2019, 6, 28, 20, 5, 0, 0));
        assert_eq!(iso_moment("2019-06-28T20:05:00Z"), evening);
        assert_eq!(iso_moment("T08:30:00"), Cell::Text("08:30".to_owned()));
        assert_eq!(iso_moment("2019-6"), Cell::Text("2019-6".to_owned()));
        assert_eq!(iso_duration("PT26H30M05S"), Cell::Text("26:30:05".to_owned()));
    }

    #[test]
    fn whole_numbers_are_integers() {
        assert_eq!(number(20_190_628.0), Cell::Integer(20_190_628));
        assert_eq!(number(-0.5), Cell::Number(-0.5));
        assert_eq!(number(1e300), Cell::Number(1e300));
        assert_eq!(number(f64::NAN), Cell::Error("#NUM!".to_owned()));
    }

    #[test]
    fn errors_that_are_text_are_errors() {
        let words = |words: &str| Data::String(words.to_owned());
        assert_eq!(from_open_document(&words("#N/A")), Cell::Error("#N/A".to_owned()));
        assert_eq!(from_open_document(&words("Err:502")), Cell::Error("Err:502".to_owned()));
        assert_eq!(from_data(&words("#N/A")), Cell::Text("#N/A".to_owned()));
        assert_eq!(from_data(&words("\u{3000} ")), Cell::Blank);
    }
}
