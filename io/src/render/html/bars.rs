//! Bars that show at a glance what the numbers beside them say: how verdicts divide, where findings are.

use maud::{Markup, html};

/// A part of a bar: how long, and the class that colours it.
pub(super) type Part = (&'static str, u32);

/// A bar of `parts`, which is full at `whole`. `label` says it in words.
pub(super) fn bar(parts: &[Part], whole: u32, label: &str) -> Markup {
    let whole = f64::from(whole.max(1));
    let mut start = 0.0;
    let placed: Vec<(&str, f64, f64)> = parts
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(class, count)| {
            let width = f64::from(*count) / whole * 100.0;
            let at = start;
            start += width;
            (*class, at, width)
        })
        .collect();
    html! {
        svg .bar role="img" aria-label=(label) viewBox="0 0 100 4" preserveAspectRatio="none" {
            rect .empty x="0" y="0" width="100" height="4" {}
            @for (class, at, width) in placed {
                rect class=(class) x=(rounded(at)) y="0" width=(rounded(width)) height="4" {}
            }
        }
    }
}

/// A number short enough for a file, the same on all machines.
fn rounded(number: f64) -> String {
    format!("{number:.2}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_follow_each_other() {
        let svg = bar(&[("fail", 1), ("unjudged", 0), ("pass", 3)], 8, "x\"y").into_string();
        assert!(svg.contains(r#"<rect class="fail" x="0.00" y="0" width="12.50" height="4">"#), "{svg}");
        assert!(svg.contains(r#"<rect class="pass" x="12.50" y="0" width="37.50" height="4">"#), "{svg}");
        assert!(svg.contains("aria-label=\"x&quot;y\"") && !svg.contains("unjudged"), "{svg}");
        assert!(bar(&[], 0, "").into_string().contains("empty"));
    }
}
