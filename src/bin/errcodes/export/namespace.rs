//! Checks `--prefix` of an export: the prefix of names in C, the package in Go and Java, or the namespace in PHP.

/// The rules for `--prefix` of a format.
pub struct NamespaceRules {
    /// The word for the prefix in messages, such as `package`.
    pub kind: &'static str,
    pub default: &'static str,
    /// The separators between parts. Empty if the prefix cannot have several parts.
    separators: &'static [&'static str],
    allows_capitals: bool,
    /// Words that cannot be a part.
    reserved: &'static [&'static str],
    /// Whether such a word is reserved in every letter case.
    ignores_case: bool,
}

pub const C: NamespaceRules = NamespaceRules {
    kind: "prefix",
    default: "errcodes",
    separators: &[],
    allows_capitals: false,
    reserved: &[],
    ignores_case: false,
};

#[rustfmt::skip]
pub const GO: NamespaceRules = NamespaceRules {
    kind: "package",
    reserved: &[
        "break", "case", "chan", "const", "continue", "default", "defer", "else", "fallthrough", "for", "func", "go",
        "goto", "if", "import", "interface", "map", "package", "range", "return", "select", "struct", "switch", "type",
        "var",
    ],
    ..C
};

#[rustfmt::skip]
pub const JAVA: NamespaceRules = NamespaceRules {
    separators: &["."],
    allows_capitals: true,
    reserved: &[
        "abstract", "assert", "boolean", "break", "byte", "case", "catch", "char", "class", "const", "continue", "default",
        "do", "double", "else", "enum", "extends", "false", "final", "finally", "float", "for", "goto", "if", "implements",
        "import", "instanceof", "int", "interface", "long", "native", "new", "null", "package", "private", "protected",
        "public", "return", "short", "static", "strictfp", "super", "switch", "synchronized", "this", "throw", "throws",
        "transient", "true", "try", "void", "volatile", "while",
    ],
    ..GO
};

pub const PHP: NamespaceRules = NamespaceRules {
    kind: "namespace",
    default: "Errcodes",
    separators: &["\\"],
    allows_capitals: true,
    reserved: PHP_WORDS,
    ignores_case: true,
};

/// The keywords of PHP.
#[rustfmt::skip]
pub const PHP_WORDS: &[&str] = &[
    "abstract", "and", "array", "as", "break", "callable", "case", "catch", "class", "clone", "const", "continue",
    "declare", "default", "die", "do", "echo", "else", "elseif", "empty", "enddeclare", "endfor", "endforeach", "endif",
    "endswitch", "endwhile", "eval", "exit", "extends", "final", "finally", "fn", "for", "foreach", "function", "global",
    "goto", "if", "implements", "include", "include_once", "instanceof", "insteadof", "interface", "isset", "list",
    "match", "namespace", "new", "or", "print", "private", "protected", "public", "readonly", "require", "require_once",
    "return", "static", "switch", "throw", "trait", "try", "unset", "use", "var", "while", "xor", "yield",
];

/// The rules for a template of the user. Its language is not known, so everything that is legal in some language is allowed.
pub const ANY: NamespaceRules = NamespaceRules { separators: &[".", "\\", "::", "/"], allows_capitals: true, ..C };

impl NamespaceRules {
    /// Checks a prefix.
    ///
    /// # Errors
    ///
    /// The prefix is not legal. The error says which prefixes are legal.
    pub fn check(&self, text: &str) -> Result<(), String> {
        let is_letter = |c: char| c.is_ascii_lowercase() || self.allows_capitals && c.is_ascii_uppercase();
        let is_reserved = |part: &str| {
            self.reserved.iter().any(|word| *word == part || self.ignores_case && word.eq_ignore_ascii_case(part))
        };
        let is_part = |part: &str| {
            part.starts_with(is_letter)
                && part.chars().all(|c| is_letter(c) || c.is_ascii_digit() || c == '_')
                && !is_reserved(part)
        };
        let split =
            |parts: Vec<_>, separator: &&str| parts.into_iter().flat_map(|part: &str| part.split(*separator)).collect();
        if self.separators.iter().fold(vec![text], split).into_iter().all(is_part) {
            return Ok(());
        }
        let letters = if self.allows_capitals { "letters" } else { "lowercase letters" };
        let separated = match self.separators {
            [] => String::new(),
            [separator, ..] => format!("; separate parts with `{separator}`"),
        };
        let part = if self.separators.is_empty() { "with a letter" } else { "each part with a letter" };
        let reserved = if self.reserved.is_empty() { "" } else { "; do not use a reserved word" };
        Err(format!("use {letters}, digits and underscores; start {part}{separated}{reserved}"))
    }
}
