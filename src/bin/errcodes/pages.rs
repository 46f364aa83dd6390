//! The pages of rules. A page says why a rule matters, and has an example and a fix.

/// Each page begins with a heading that is the name of its rule.
const PAGES: [&str; 2] = [include_str!("pages/table.md"), include_str!("pages/compare.md")];

/// Returns the Markdown of a rule's page, without its heading.
pub fn of(rule: &str) -> Option<&'static str> {
    PAGES.iter().find_map(|pages| {
        let heading = format!("# {rule}\n");
        let start = if pages.starts_with(&heading) { 0 } else { pages.find(&format!("\n{heading}"))? + 1 };
        let page = &pages[start + heading.len()..];
        // The heading of a rule is one word. An example may have a comment that begins with `# `, but it has several words.
        let next = page.match_indices("\n# ").find(|(at, mark)| {
            let title = page[at + mark.len()..].lines().next().unwrap_or_default();
            !title.contains(' ')
        });
        Some(page[..next.map_or(page.len(), |(at, _)| at)].trim())
    })
}
