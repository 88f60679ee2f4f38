//! The calendar against an independent package's, on every day of every covered year.

use jiff::ToSpan;
use jiff::civil::date;

#[test]
fn every_day_of_every_covered_year_is_what_an_independent_package_says() {
    let calendar = gongkai_rules::calendar();
    let years = include_str!("../data/workdays.txt").lines().filter(|line| !line.starts_with('#'));
    let (mut days, mut covered) = (0, 0);
    for (year, digits) in years.filter_map(|line| line.split_once(' ')) {
        let mut day = date(year.parse().unwrap(), 1, 1);
        assert!(calendar.covers(day), "{year} has its notice");
        covered += 1;
        for digit in digits.chars() {
            assert_eq!(calendar.is_workday(day), digit == '1', "{day}");
            day = day + 1.day();
            days += 1;
        }
        assert_eq!((day.month(), day.day()), (1, 1), "{year} is told to its end");
    }
    assert_eq!((covered, days), (17, 6209));
    assert!(!calendar.covers(date(2027, 1, 4)), "beyond the notices the answer is provisional");
}
