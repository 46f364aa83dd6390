//! Parses Markdown like GitHub.

use comrak::nodes::{AstNode, NodeValue};

/// Returns the extensions of Markdown that GitHub supports.
pub fn options() -> comrak::Options<'static> {
    let mut options = comrak::Options::default();
    options.extension.autolink = true;
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options.extension.math_dollars = true;
    options.extension.alerts = true;
    options
}

/// Returns the text of a node, including the nodes inside it.
pub fn content<'a>(node: &'a AstNode<'a>) -> String {
    let texts = node.descendants().filter_map(|node| match &node.data.borrow().value {
        NodeValue::Text(text) => Some(text.to_string()),
        NodeValue::Code(code) => Some(code.literal.clone()),
        _ => None,
    });
    texts.collect()
}

/// Returns whether a text could be a mention or a reference. GitHub searches the texts in Markdown for these.
pub fn has_mention(text: &str) -> bool {
    text.contains(['@', '#'])
}
