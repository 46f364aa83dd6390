//! Reads TOML into a tree of tables. Each key keeps its order and its position. A repeated key is reported, and its value is
//! not in the tree.

use std::borrow::Cow;

use toml_parser::decoder::{Encoding, ScalarKind};
use toml_parser::parser::{EventReceiver, RecursionGuard, ValidateWhitespace, parse_document};
use toml_parser::{ErrorSink, Expected, ParseError, Raw, Source};

use super::finding::Finding;
use super::model::{Span, Spanned};
use super::positions::{Positions, in_file_order};
use super::rules;
use super::text::quoted;

pub(crate) type Key<'a> = Spanned<Cow<'a, str>>;

pub(crate) struct Entry<'a> {
    pub(crate) key: Key<'a>,
    pub(crate) value: Value<'a>,
    /// The position of the value. For a table without braces and for `[[a]]`, the position of the key.
    pub(crate) span: Span,
}

pub(crate) enum Value<'a> {
    String(Cow<'a, str>),
    /// A whole number. `number` is `None` if it is below 0 or above 65535.
    Integer {
        number: Option<u16>,
        as_written: &'a str,
    },
    Float,
    Boolean,
    DateTime,
    /// An array in brackets, as in `a = [1, 2]`. Its values are not in the tree.
    Array,
    /// An array of tables: `a` after a header `[[a]]`. Its tables are not in the tree.
    ArrayOfTables,
    /// A table, as its position in the tree: see [`Tree::table`].
    Table(usize),
}

/// The tables of a file. They are in one list, so a table with many levels does not overflow the stack.
pub(crate) struct Tree<'a> {
    tables: Vec<Table<'a>>,
}

struct Table<'a> {
    entries: Vec<Entry<'a>>,
    origin: Origin,
}

/// The syntax that created a table. It decides which syntax may add keys to the table.
#[derive(Clone, Copy, PartialEq)]
enum Origin {
    /// The last key of a header: `b` in `[a.b]`.
    Header,
    /// Another key of a header: `a` in `[a.b]`. The header `[a]` may follow.
    Parent,
    /// A key before a dot: `a` in `a.b = 1`.
    Dots,
    /// A value in braces: `a` in `a = { b = 1 }`.
    Inline,
}

/// The table that contains all others.
const ROOT: usize = 0;

/// The table for everything that does not belong to the tree: the values in arrays, and the values of repeated keys.
const DISCARDED: usize = 1;

/// How many levels of arrays and inline tables a file may have. The parser is recursive.
const DEPTH: u32 = 80;

/// A file as a tree, with its problems in file order.
pub(crate) struct Parsed<'a> {
    pub(crate) tree: Tree<'a>,
    pub(crate) repeated_keys: Vec<Finding>,
    pub(crate) syntax_errors: Vec<Finding>,
}

pub(crate) fn parse(text: &str) -> Parsed<'_> {
    let source = Source::new(text);
    let mut builder = Builder {
        text,
        tree: Tree { tables: Vec::new() },
        positions: Positions::default(),
        table: ROOT,
        path: Vec::new(),
        open: Vec::new(),
        repeated_keys: Vec::new(),
    };
    builder.add_table(Origin::Header);
    builder.add_table(Origin::Header);
    let mut errors = Vec::new();
    let mut whitespace = ValidateWhitespace::new(&mut builder, source);
    let mut receiver = RecursionGuard::new(&mut whitespace, DEPTH);
    parse_document(&source.lex().into_vec(), &mut receiver, &mut errors);
    // The header `[a]` may follow the header `[a.b]`, which has already created the table `a`.
    for table in &mut builder.tree.tables {
        table.entries = in_file_order(core::mem::take(&mut table.entries), |entry| entry.key.span.start);
    }
    let syntax_errors = errors.iter().map(syntax_error).collect();
    Parsed { tree: builder.tree, repeated_keys: builder.repeated_keys, syntax_errors }
}

fn syntax_error(error: &ParseError) -> Finding {
    let mut message = format!("invalid TOML: {}", error.description());
    for (at, expected) in error.expected().unwrap_or_default().iter().enumerate() {
        message += if at == 0 { ", expected " } else { ", " };
        match expected {
            Expected::Literal("\n") => message += "newline",
            Expected::Literal(literal) => message += &quoted(literal),
            Expected::Description(description) => message += description,
            _ => message += "…",
        }
    }
    let span = error.unexpected().unwrap_or_default();
    Finding::problem(&rules::INVALID_TOML, &(span.start()..span.end()), message, "correct the syntax of this line")
}

impl<'a> Tree<'a> {
    /// Returns the entries of the file, in file order.
    pub(crate) fn root(&self) -> &[Entry<'a>] {
        &self.tables[ROOT].entries
    }

    /// Returns the entries of the table that is the value of an entry. Returns `None` if the value is not a table.
    pub(crate) fn table(&self, entry: &Entry<'a>) -> Option<&[Entry<'a>]> {
        match entry.value {
            Value::Table(table) => Some(&self.tables[table].entries),
            _ => None,
        }
    }
}

/// Builds the tree while the parser reads the file.
struct Builder<'a> {
    text: &'a str,
    tree: Tree<'a>,
    /// The position of each key in the entries of its table.
    positions: Positions<'a>,
    /// The table that receives the next key.
    table: usize,
    /// The keys that were read since the last header or value.
    path: Vec<Key<'a>>,
    /// The arrays and inline tables that are not closed yet: their entry, and the table that receives the keys after them.
    open: Vec<(Place, usize)>,
    repeated_keys: Vec<Finding>,
}

/// A table, and the position of an entry in it.
type Place = (usize, usize);

impl<'a> Builder<'a> {
    fn add_table(&mut self, origin: Origin) -> usize {
        self.tree.tables.push(Table { entries: Vec::new(), origin });
        self.tree.tables.len() - 1
    }

    fn add(&mut self, table: usize, key: Key<'a>, value: Value<'a>, span: Span) -> Place {
        let entries = &mut self.tree.tables[table].entries;
        let position = entries.len();
        if table != DISCARDED {
            self.positions.get_or_add(key.value.clone(), table, position);
        }
        entries.push(Entry { key, value, span });
        (table, position)
    }

    /// Returns the position of a key in the entries of a table. The table of discarded values does not remember its keys.
    fn find(&self, table: usize, key: &Key<'a>) -> Option<usize> {
        self.positions.get(&key.value, table)
    }

    fn report_repeated(&mut self, key: &Key<'a>, (table, position): Place) {
        let first = &self.tree.tables[table].entries[position].key;
        let message = format!("{} is already defined", quoted(&first.value));
        let problem = Finding::problem(&rules::DUPLICATE_KEY, &key.span, message, "rename or remove one of the two");
        self.repeated_keys.push(problem.related(&first.span));
    }

    /// Returns the table at a path. Adds the tables that are missing.
    fn descend(&mut self, mut table: usize, path: &[Key<'a>], origin: Origin) -> usize {
        for key in path {
            if table == DISCARDED {
                break;
            }
            let Some(position) = self.find(table, key) else {
                let below = self.add_table(origin);
                self.add(table, key.clone(), Value::Table(below), key.span.clone());
                table = below;
                continue;
            };
            table = match self.tree.tables[table].entries[position].value {
                Value::Table(below) if self.tree.tables[below].origin.can_grow(origin) => below,
                Value::ArrayOfTables if origin == Origin::Parent => DISCARDED,
                _ => {
                    self.report_repeated(key, (table, position));
                    DISCARDED
                }
            };
        }
        table
    }

    /// Adds the table of a header. It receives the keys below the header.
    fn header(&mut self, is_array: bool) {
        let Some(key) = self.path.pop() else { return };
        let path = core::mem::take(&mut self.path);
        let parent = self.descend(ROOT, &path, Origin::Parent);
        if parent == DISCARDED {
            return;
        }
        let Some(position) = self.find(parent, &key) else {
            let span = key.span.clone();
            if is_array {
                self.add(parent, key, Value::ArrayOfTables, span);
            } else {
                self.table = self.add_table(Origin::Header);
                self.add(parent, key, Value::Table(self.table), span);
            }
            return;
        };
        match self.tree.tables[parent].entries[position].value {
            Value::ArrayOfTables if is_array => {}
            Value::Table(table) if !is_array && self.tree.tables[table].origin == Origin::Parent => {
                let entry = &mut self.tree.tables[parent].entries[position];
                (entry.key.span, entry.span) = (key.span.clone(), key.span);
                self.tree.tables[table].origin = Origin::Header;
                self.table = table;
            }
            _ => self.report_repeated(&key, (parent, position)),
        }
    }

    /// Adds a value under the keys before it.
    fn value(&mut self, value: Value<'a>, span: Span) -> Place {
        let Some(key) = self.path.pop() else {
            // The value is in an array.
            return self.add(DISCARDED, Key::default(), value, span);
        };
        let path = core::mem::take(&mut self.path);
        let mut table = self.descend(self.table, &path, Origin::Dots);
        if let Some(position) = self.find(table, &key) {
            self.report_repeated(&key, (table, position));
            table = DISCARDED;
        }
        self.add(table, key, value, span)
    }

    /// Adds an array or an inline table. Until it is closed, the keys belong to `table`.
    fn open(&mut self, value: Value<'a>, span: Span, table: usize) {
        let place = self.value(value, span);
        self.open.push((place, self.table));
        self.table = if place.0 == DISCARDED { DISCARDED } else { table };
    }

    fn close(&mut self, end: usize) {
        if let Some(((table, position), outer)) = self.open.pop() {
            self.tree.tables[table].entries[position].span.end = end;
            self.table = outer;
        }
    }

    fn raw(&self, span: toml_parser::Span, encoding: Option<Encoding>) -> (Raw<'a>, Span) {
        let range = span.start()..span.end();
        (Raw::new_unchecked(&self.text[range.clone()], encoding, span), range)
    }
}

impl Origin {
    /// Returns whether a header (`Parent`) or a key with dots (`Dots`) can add to the table.
    fn can_grow(self, by: Self) -> bool {
        match self {
            Self::Header => by == Self::Parent,
            Self::Parent | Self::Dots => true,
            Self::Inline => false,
        }
    }
}

type Errors<'a> = &'a mut dyn ErrorSink;

impl EventReceiver for Builder<'_> {
    fn std_table_open(&mut self, _: toml_parser::Span, _: Errors<'_>) {
        // Without a valid header, the table of the keys below it is unknown.
        self.table = DISCARDED;
        self.path.clear();
    }

    fn std_table_close(&mut self, _: toml_parser::Span, _: Errors<'_>) {
        self.header(false);
    }

    fn array_table_open(&mut self, span: toml_parser::Span, errors: Errors<'_>) {
        self.std_table_open(span, errors);
    }

    fn array_table_close(&mut self, _: toml_parser::Span, _: Errors<'_>) {
        self.header(true);
    }

    fn inline_table_open(&mut self, span: toml_parser::Span, _: Errors<'_>) -> bool {
        let table = self.add_table(Origin::Inline);
        self.open(Value::Table(table), span.start()..span.end(), table);
        true
    }

    fn inline_table_close(&mut self, span: toml_parser::Span, _: Errors<'_>) {
        self.close(span.end());
    }

    fn array_open(&mut self, span: toml_parser::Span, _: Errors<'_>) -> bool {
        self.open(Value::Array, span.start()..span.end(), DISCARDED);
        true
    }

    fn array_close(&mut self, span: toml_parser::Span, _: Errors<'_>) {
        self.close(span.end());
    }

    fn simple_key(&mut self, span: toml_parser::Span, encoding: Option<Encoding>, errors: Errors<'_>) {
        let (raw, span) = self.raw(span, encoding);
        let mut value = Cow::default();
        raw.decode_key(&mut value, errors);
        self.path.push(Spanned { value, span });
    }

    fn scalar(&mut self, span: toml_parser::Span, encoding: Option<Encoding>, errors: Errors<'_>) {
        let (raw, span) = self.raw(span, encoding);
        let mut text = Cow::default();
        let value = match raw.decode_scalar(&mut text, errors) {
            ScalarKind::String => Value::String(text),
            ScalarKind::Integer(radix) => {
                Value::Integer { number: u16::from_str_radix(&text, radix.value()).ok(), as_written: raw.as_str() }
            }
            ScalarKind::Float => Value::Float,
            ScalarKind::Boolean(_) => Value::Boolean,
            ScalarKind::DateTime => Value::DateTime,
        };
        self.value(value, span);
    }

    fn error(&mut self, _: toml_parser::Span, _: Errors<'_>) {
        // The part that cannot be read may be a header.
        self.table = DISCARDED;
    }

    fn newline(&mut self, _: toml_parser::Span, _: Errors<'_>) {
        // After a syntax error, keys without a value may be left.
        self.path.clear();
    }
}
