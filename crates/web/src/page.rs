//! Lists on pages: where the pager and the column heads lead.

use std::collections::BTreeMap;

use serde::Serialize;
use store::{Order, Page};

use crate::{Filters, Sorting};

/// What the list macros need of a page of rows.
#[derive(Debug, Clone, Serialize)]
pub struct ListLinks {
    total: u64,
    page: u64,
    pages: u64,
    href_first: Option<String>,
    href_prev: Option<String>,
    href_next: Option<String>,
    href_last: Option<String>,
    sorts: BTreeMap<&'static str, SortLink>,
}

#[derive(Debug, Clone, Serialize)]
struct SortLink {
    href: String,
    order: &'static str,
}

/// The links of one page of a list at a path, with the columns by which it may be sorted.
#[must_use]
pub fn list_links<R>(path: &str, filters: &Filters, page: &Page<R>, offered: &[Sorting]) -> ListLinks {
    let at = |name: &str, value: &str| format!("{path}?{}", filters.query_with(name, value));
    let number = page.ask.number();
    let to = |target: u64| (target != number).then(|| at("page", &target.to_string()));
    let current = filters.sorting(offered);
    let sorts = offered.iter().map(|sorting| {
        let is_current = sorting.by == current.by;
        // A second click turns the direction.
        let next = match (is_current, current.order) {
            (true, Order::Rising) => Order::Falling,
            (true, Order::Falling) => Order::Rising,
            (false, _) => sorting.order,
        };
        let sign = if next == Order::Falling { "-" } else { "" };
        let order = match (is_current, current.order) {
            (false, _) => "none",
            (true, Order::Rising) => "ascending",
            (true, Order::Falling) => "descending",
        };
        (sorting.by, SortLink { href: at("sort", &format!("{sign}{}", sorting.by)), order })
    });
    ListLinks {
        total: page.total,
        page: number,
        pages: page.last(),
        href_first: to(1),
        href_prev: number.checked_sub(1).filter(|n| *n > 0).and_then(to),
        href_next: page.next().and_then(to),
        href_last: to(page.last()),
        sorts: sorts.collect(),
    }
}
