//! Pairs of tables with the exact findings of `errcodes diff`. Covers every kind of edit: alone, in pairs and all
//! together.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Folder, SAMPLE};
use Edit::{Add, Drop, Front, Move, Rekey, Remove, Rename, Set, Swap, Text};

/// A change of a TOML table, which is named by its header.
#[derive(Clone, Copy)]
enum Edit {
    /// Sets a field of a table to a TOML value.
    Set(&'static str, &'static str, &'static str),
    /// Removes a field.
    Drop(&'static str, &'static str),
    /// Removes a table.
    Remove(&'static str),
    /// Appends a table.
    Add(&'static str, &'static str),
    /// Changes the header of a table.
    Rename(&'static str, &'static str),
    /// Changes the key of a group in all its headers and retired entries.
    Rekey(&'static str, &'static str),
    /// Swaps two tables.
    Swap(&'static str, &'static str),
    /// Moves a table to the top of the file, after the leading comment.
    Front(&'static str),
    /// Moves a table to the end of the file.
    Move(&'static str),
    /// Replaces a text everywhere.
    Text(&'static str, &'static str),
}

/// Name, edits and expected findings: `class rule code: before -> after`.
type Case = (&'static str, &'static [Edit], &'static [&'static str]);

/// Independent changes: the findings of a combination are the sum of the single findings.
const INDEPENDENT: &[Case] = &[
    (
        "status changed",
        &[Set("cart.CART_NOT_FOUND", "status", "400")],
        &["major status-changed CART_NOT_FOUND: 404 -> 400"],
    ),
    (
        "message reworded",
        &[Set("cart.CART_EMPTY", "message", "'Nothing in the \"cart\"'")],
        &["patch message-reworded CART_EMPTY: The cart is empty -> Nothing in the \"cart\""],
    ),
    (
        "when reworded",
        &[Set("decline.CARD_STOLEN", "when", "'Its owner | says so.'")],
        &["patch when-reworded CARD_STOLEN: Its owner has said so. -> Its owner | says so."],
    ),
    (
        "about reworded",
        &[Set("cart", "about", "'What is wrong with a cart.'")],
        &["patch about-reworded cart: Why a cart cannot be used. -> What is wrong with a cart."],
    ),
    (
        "deprecated",
        &[Set("decline.CARD_EXPIRED", "deprecated", "'Use DECLINED.'")],
        &["minor deprecated CARD_EXPIRED: nothing -> Use DECLINED."],
    ),
    (
        "deprecation removed",
        &[Drop("cart.CART_LOCKED", "deprecated")],
        &["minor undeprecated CART_LOCKED: Use CART_PAID. -> nothing"],
    ),
    (
        "number changed",
        &[Set("decline.LIMIT_REACHED", "numeric", "12")],
        &["major number-changed LIMIT_REACHED: 4 -> 12"],
    ),
    (
        "numbers swapped",
        &[Set("ship.ADDRESS_UNKNOWN", "numeric", "2"), Set("ship.TOO_HEAVY", "numeric", "1")],
        &["major number-swapped ADDRESS_UNKNOWN: 1 -> 2", "major number-swapped TOO_HEAVY: 2 -> 1"],
    ),
    (
        "code added",
        &[Add("stock.BACK_ORDER", "status = 400\nmessage = 'On order'\nwhen = 'Wait for it.'")],
        &["minor code-added BACK_ORDER: nothing -> BACK_ORDER"],
    ),
    (
        "code removed and retired",
        &[
            Remove("decline.NO_FUNDS"),
            Add("retired.NO_FUNDS", "group = 'decline'\nnumeric = 7\nsince = '3.0.0'\nwhy = 'Said too much.'"),
        ],
        &["major code-removed NO_FUNDS: NO_FUNDS -> nothing"],
    ),
    (
        "code with a number renamed",
        &[Rename("ship.TOO_FAR", "ship.FAR_AWAY")],
        &["major code-renamed FAR_AWAY: TOO_FAR -> FAR_AWAY"],
    ),
    (
        "code without a number renamed",
        &[Rename("stock.SOLD_OUT", "stock.OUT_OF_STOCK")],
        &["major code-renamed OUT_OF_STOCK: SOLD_OUT -> OUT_OF_STOCK"],
    ),
    (
        "default changed",
        &[Set("decline", "default", "'CARD_STOLEN'")],
        &["major default-changed decline: DECLINED -> CARD_STOLEN"],
    ),
    ("enum renamed", &[Set("stock", "enum", "'Stock'")], &["major enum-renamed stock: StockError -> Stock"]),
    (
        "variant of a code renamed",
        &[Set("decline.SELF", "variant", "'Myself'")],
        &["major variant-renamed SELF: Oneself -> Myself"],
    ),
    (
        "variant of a status renamed",
        &[Set("status.404", "variant", "'Missing'")],
        &["major variant-renamed 404: NotFound -> Missing"],
    ),
    (
        "reason changed",
        &[Set("status.402", "reason", "'Pay 100%'")],
        &["major reason-changed 402: Payment Required -> Pay 100%"],
    ),
    (
        "status added",
        &[Add("status.429", "reason = 'Too Many Requests'\nmessage = 'Too fast'\nwhen = 'Slow down.'")],
        &["minor status-added 429: nothing -> 429"],
    ),
    (
        "status message added",
        &[Set("status.400", "message", "'Bad'"), Set("status.400", "when", "'It was no JSON.'")],
        &["minor answer-added 400: nothing -> Bad"],
    ),
    (
        "status message reworded",
        &[Set("status.503", "message", "'Closed'"), Set("status.503", "when", "'At night.'")],
        &[
            "patch message-reworded 503: Down for maintenance -> Closed",
            "patch when-reworded 503: The shop is closed for an hour. -> At night.",
        ],
    ),
    (
        "group added",
        &[
            Add("gift", "enum = 'GiftError'\nabout = 'Why a gift is refused.'"),
            Add("gift.GIFT_USED", "status = 400\nmessage = 'Used'\nwhen = 'It was used.'"),
        ],
        &["minor group-added gift: nothing -> gift", "minor code-added GIFT_USED: nothing -> GIFT_USED"],
    ),
    (
        "retired entry dropped",
        &[Remove("retired.CART_GONE")],
        &["major retired-dropped CART_GONE: CART_GONE -> nothing"],
    ),
    (
        "retired entry reworded",
        &[Set("retired.CARD_LOST", "why", "'One word for both.'")],
        &["patch retired-reworded CARD_LOST: Banks say stolen. -> One word for both."],
    ),
    (
        "unused name retired",
        &[Add("retired.NEVER_USED", "group = 'ship'\nnumeric = 99\nsince = '3.0.0'\nwhy = 'Reserved.'")],
        &["patch retired-added NEVER_USED: nothing -> NEVER_USED"],
    ),
    (
        "codes reordered",
        &[Swap("cart.CART_LOCKED", "cart.CART_PAID")],
        &["patch reordered CART_PAID: CART_LOCKED, CART_PAID -> CART_PAID, CART_LOCKED"],
    ),
];

/// Changes of the notation, which do not change the meaning.
const MEANINGLESS: &[Case] = &[
    ("nothing", &[], &[]),
    ("comments", &[Text("\n[", "\n# A comment.\n[")], &[]),
    ("blank lines", &[Text("\n\n", "\n\n\n\n")], &[]),
    ("spaces around =", &[Text(" = ", "=")], &[]),
    ("line ends", &[Text("\n", "\r\n")], &[]),
    ("quotes", &[Text("\"Sold out\"", "'Sold out'")], &[]),
    ("escapes", &[Text("\"Sold out\"", "\"Sold\\u0020out\"")], &[]),
    (
        "notation of numbers",
        &[Set("decline.LIMIT_REACHED", "numeric", "0x4"), Set("ship.TOO_FAR", "status", "4_00")],
        &[],
    ),
    ("order of fields", &[Text("numeric = 4\nstatus = 402\n", "status = 402\nnumeric = 4\n")], &[]),
    (
        "order of text fields",
        &[Text("status = 400\nmessage = \"Sold out\"", "message = \"Sold out\"\nstatus = 400")],
        &[],
    ),
    ("default variant of a code stated", &[Set("stock.SOLD_OUT", "variant", "'SoldOut'")], &[]),
    ("default variant of a status stated", &[Set("status.404", "variant", "'NotFound'")], &[]),
    (
        "codes of different groups interleaved",
        &[Move("cart.CART_PAID"), Front("ship.ADDRESS_UNKNOWN"), Front("decline"), Front("cart")],
        &[],
    ),
    ("retired entries in another order", &[Swap("retired.CARD_LOST", "retired.CART_GONE")], &[]),
    ("retired entries first", &[Front("retired.CARD_LOST")], &[]),
];

/// Several changes of the same entry, and changes that affect each other.
const ENTANGLED: &[Case] = &[
    ("code removed, not retired", &[Remove("stock.RECALLED")], &["major code-removed RECALLED: RECALLED -> nothing"]),
    ("code with a number removed", &[Remove("ship.TOO_FAR")], &["major code-removed TOO_FAR: TOO_FAR -> nothing"]),
    (
        "code retired without its number",
        &[Remove("ship.TOO_FAR"), Add("retired.TOO_FAR", "group = 'ship'\nsince = '3.0.0'\nwhy = 'Nothing is.'")],
        &["major code-removed TOO_FAR: TOO_FAR -> nothing"],
    ),
    (
        "two codes removed",
        &[Remove("stock.RECALLED"), Remove("cart.CART_EMPTY")],
        &["major code-removed CART_EMPTY: CART_EMPTY -> nothing", "major code-removed RECALLED: RECALLED -> nothing"],
    ),
    (
        "group removed",
        &[Remove("stock"), Remove("stock.SOLD_OUT"), Remove("stock.RECALLED")],
        &[
            "major group-removed stock: stock -> nothing",
            "major code-removed SOLD_OUT: SOLD_OUT -> nothing",
            "major code-removed RECALLED: RECALLED -> nothing",
        ],
    ),
    (
        "renamed and reworded, with a number",
        &[Rename("ship.TOO_FAR", "ship.FAR_AWAY"), Set("ship.TOO_FAR", "message", "'Far away'")],
        &["major code-renamed FAR_AWAY: TOO_FAR -> FAR_AWAY", "patch message-reworded FAR_AWAY: Too far -> Far away"],
    ),
    (
        "renamed, with another status",
        &[Rename("ship.TOO_FAR", "ship.FAR_AWAY"), Set("ship.TOO_FAR", "status", "404")],
        &["major code-renamed FAR_AWAY: TOO_FAR -> FAR_AWAY", "major status-changed FAR_AWAY: 400 -> 404"],
    ),
    (
        "renamed, with another number",
        &[Rename("ship.TOO_FAR", "ship.FAR_AWAY"), Set("ship.TOO_FAR", "numeric", "9")],
        &["major code-renamed FAR_AWAY: TOO_FAR -> FAR_AWAY", "major number-changed FAR_AWAY: 3 -> 9"],
    ),
    (
        "renamed, with the old name retired",
        &[
            Rename("ship.TOO_FAR", "ship.FAR_AWAY"),
            Add("retired.TOO_FAR", "group = 'ship'\nsince = '3.0.0'\nwhy = 'A better name.'"),
        ],
        &["major code-renamed FAR_AWAY: TOO_FAR -> FAR_AWAY"],
    ),
    (
        "renamed, with the old variant kept",
        &[Rename("ship.TOO_FAR", "ship.FAR_AWAY"), Set("ship.TOO_FAR", "variant", "'TooFar'")],
        &["major code-renamed FAR_AWAY: TOO_FAR -> FAR_AWAY"],
    ),
    (
        "renamed, with a variant added",
        &[Rename("ship.TOO_FAR", "ship.FAR_AWAY"), Set("ship.TOO_FAR", "variant", "'Remote'")],
        &["major code-renamed FAR_AWAY: TOO_FAR -> FAR_AWAY", "major variant-renamed FAR_AWAY: TooFar -> Remote"],
    ),
    (
        "the default renamed",
        &[Rename("decline.DECLINED", "decline.REFUSED"), Set("decline", "default", "'REFUSED'")],
        &["major code-renamed REFUSED: DECLINED -> REFUSED"],
    ),
    (
        "the default renamed, and another default",
        &[Rename("decline.DECLINED", "decline.REFUSED"), Set("decline", "default", "'NO_FUNDS'")],
        &["major code-renamed REFUSED: DECLINED -> REFUSED", "major default-changed decline: DECLINED -> NO_FUNDS"],
    ),
    (
        "the default removed, and another default",
        &[Remove("decline.DECLINED"), Set("decline", "default", "'NO_FUNDS'")],
        &["major code-removed DECLINED: DECLINED -> nothing", "major default-changed decline: DECLINED -> NO_FUNDS"],
    ),
    ("default removed", &[Drop("decline", "default")], &["major default-removed decline: DECLINED -> nothing"]),
    ("default added", &[Set("ship", "default", "'TOO_FAR'")], &["minor default-added ship: nothing -> TOO_FAR"]),
    (
        "number reused by a new code, the old one removed",
        &[
            Remove("ship.TOO_FAR"),
            Add("ship.ON_STRIKE", "numeric = 3\nstatus = 400\nmessage = 'Strike'\nwhen = 'Ask again.'"),
        ],
        &[
            "major code-removed TOO_FAR: TOO_FAR -> nothing",
            "major number-reused ON_STRIKE: TOO_FAR -> ON_STRIKE",
            "minor code-added ON_STRIKE: nothing -> ON_STRIKE",
        ],
    ),
    (
        "number reused by a new code, the old one renumbered",
        &[
            Set("ship.TOO_FAR", "numeric", "4"),
            Add("ship.ON_STRIKE", "numeric = 3\nstatus = 400\nmessage = 'Strike'\nwhen = 'Ask again.'"),
        ],
        &[
            "major number-changed TOO_FAR: 3 -> 4",
            "major number-reused ON_STRIKE: TOO_FAR -> ON_STRIKE",
            "minor code-added ON_STRIKE: nothing -> ON_STRIKE",
        ],
    ),
    (
        "number reused by another code, the old one removed",
        &[Remove("ship.TOO_FAR"), Set("ship.TOO_HEAVY", "numeric", "3")],
        &[
            "major code-removed TOO_FAR: TOO_FAR -> nothing",
            "major number-changed TOO_HEAVY: 2 -> 3",
            "major number-reused TOO_HEAVY: TOO_FAR -> TOO_HEAVY",
        ],
    ),
    (
        "number reused by another code, the old one renumbered",
        &[Set("ship.TOO_FAR", "numeric", "9"), Set("ship.TOO_HEAVY", "numeric", "3")],
        &[
            "major number-changed TOO_FAR: 3 -> 9",
            "major number-changed TOO_HEAVY: 2 -> 3",
            "major number-reused TOO_HEAVY: TOO_FAR -> TOO_HEAVY",
        ],
    ),
    (
        "numbers rotated",
        &[
            Set("ship.ADDRESS_UNKNOWN", "numeric", "2"),
            Set("ship.TOO_HEAVY", "numeric", "3"),
            Set("ship.TOO_FAR", "numeric", "1"),
        ],
        &[
            "major number-changed ADDRESS_UNKNOWN: 1 -> 2",
            "major number-changed TOO_FAR: 3 -> 1",
            "major number-changed TOO_HEAVY: 2 -> 3",
            "major number-reused ADDRESS_UNKNOWN: TOO_HEAVY -> ADDRESS_UNKNOWN",
            "major number-reused TOO_FAR: ADDRESS_UNKNOWN -> TOO_FAR",
            "major number-reused TOO_HEAVY: TOO_FAR -> TOO_HEAVY",
        ],
    ),
    (
        "code inserted first, all others renumbered",
        &[
            Add("ship.NO_POST", "numeric = 1\nstatus = 400\nmessage = 'No post'\nwhen = 'It is a holiday.'"),
            Set("ship.ADDRESS_UNKNOWN", "numeric", "2"),
            Set("ship.TOO_HEAVY", "numeric", "3"),
            Set("ship.TOO_FAR", "numeric", "4"),
        ],
        &[
            "major number-changed ADDRESS_UNKNOWN: 1 -> 2",
            "major number-changed TOO_FAR: 3 -> 4",
            "major number-changed TOO_HEAVY: 2 -> 3",
            "major number-reused ADDRESS_UNKNOWN: TOO_HEAVY -> ADDRESS_UNKNOWN",
            "major number-reused NO_POST: ADDRESS_UNKNOWN -> NO_POST",
            "major number-reused TOO_HEAVY: TOO_FAR -> TOO_HEAVY",
            "minor code-added NO_POST: nothing -> NO_POST",
        ],
    ),
    (
        "numbers swapped, and one renamed",
        &[
            Set("ship.ADDRESS_UNKNOWN", "numeric", "2"),
            Set("ship.TOO_HEAVY", "numeric", "1"),
            Rename("ship.TOO_HEAVY", "ship.OVERWEIGHT"),
        ],
        &[
            "major code-renamed OVERWEIGHT: TOO_HEAVY -> OVERWEIGHT",
            "major number-swapped ADDRESS_UNKNOWN: 1 -> 2",
            "major number-swapped OVERWEIGHT: 2 -> 1",
        ],
    ),
    (
        "names swapped",
        &[
            Rename("ship.TOO_HEAVY", "ship.TEMPORARY"),
            Rename("ship.TOO_FAR", "ship.TOO_HEAVY"),
            Rename("ship.TEMPORARY", "ship.TOO_FAR"),
        ],
        &[
            "major number-swapped TOO_FAR: 3 -> 2",
            "major number-swapped TOO_HEAVY: 2 -> 3",
            "patch message-reworded TOO_FAR: Too far -> Too heavy",
            "patch message-reworded TOO_HEAVY: Too heavy -> Too far",
            "patch when-reworded TOO_FAR: Nobody goes there. -> It weighs more than 30 kg.",
            "patch when-reworded TOO_HEAVY: It weighs more than 30 kg. -> Nobody goes there.",
            "patch reordered TOO_FAR: TOO_HEAVY, TOO_FAR -> TOO_FAR, TOO_HEAVY",
        ],
    ),
    (
        "numbers of a group removed",
        &[Drop("ship.ADDRESS_UNKNOWN", "numeric"), Drop("ship.TOO_HEAVY", "numeric"), Drop("ship.TOO_FAR", "numeric")],
        &[
            "major number-removed ADDRESS_UNKNOWN: 1 -> nothing",
            "major number-removed TOO_FAR: 3 -> nothing",
            "major number-removed TOO_HEAVY: 2 -> nothing",
        ],
    ),
    (
        "numbers of a group added",
        &[Set("stock.SOLD_OUT", "numeric", "1"), Set("stock.RECALLED", "numeric", "2")],
        &["minor number-added RECALLED: nothing -> 2", "minor number-added SOLD_OUT: nothing -> 1"],
    ),
    (
        "same number in another group",
        &[Add("ship.ON_STRIKE", "numeric = 4\nstatus = 400\nmessage = 'Strike'\nwhen = 'Ask again.'")],
        &["minor code-added ON_STRIKE: nothing -> ON_STRIKE"],
    ),
    (
        "code moved, both groups without numbers",
        &[Rename("stock.RECALLED", "cart.RECALLED")],
        &["major code-moved RECALLED: stock -> cart"],
    ),
    (
        "code moved, with its number",
        &[Rename("ship.TOO_FAR", "decline.TOO_FAR"), Set("ship.TOO_FAR", "numeric", "30")],
        &["major code-moved TOO_FAR: ship -> decline", "major number-changed TOO_FAR: 3 -> 30"],
    ),
    (
        "code moved, with the number of another code",
        &[
            Rename("decline.NO_FUNDS", "ship.NO_FUNDS"),
            Set("decline.NO_FUNDS", "numeric", "3"),
            Set("ship.TOO_FAR", "numeric", "9"),
        ],
        &[
            "major code-moved NO_FUNDS: decline -> ship",
            "major number-changed NO_FUNDS: 7 -> 3",
            "major number-changed TOO_FAR: 3 -> 9",
            "major number-reused NO_FUNDS: TOO_FAR -> NO_FUNDS",
        ],
    ),
    (
        "code moved, with the same number",
        &[Rename("decline.NO_FUNDS", "ship.NO_FUNDS")],
        &["major code-moved NO_FUNDS: decline -> ship"],
    ),
    (
        "code moved from a numeric group",
        &[Rename("ship.TOO_FAR", "stock.TOO_FAR"), Drop("ship.TOO_FAR", "numeric")],
        &["major code-moved TOO_FAR: ship -> stock", "major number-removed TOO_FAR: 3 -> nothing"],
    ),
    (
        "code moved to a numeric group",
        &[Rename("stock.RECALLED", "ship.RECALLED"), Set("stock.RECALLED", "numeric", "4")],
        &["major code-moved RECALLED: stock -> ship", "minor number-added RECALLED: nothing -> 4"],
    ),
    (
        "code moved and renamed",
        &[Rename("stock.RECALLED", "cart.CALLED_BACK")],
        &["major code-renamed CALLED_BACK: RECALLED -> CALLED_BACK", "major code-moved CALLED_BACK: stock -> cart"],
    ),
    ("group renamed", &[Rekey("stock", "supply")], &["major group-renamed supply: stock -> supply"]),
    (
        "group with numbers, default and retired entries renamed",
        &[Rekey("decline", "refusal")],
        &["major group-renamed refusal: decline -> refusal"],
    ),
    (
        "group renamed, retired entries keep the old key",
        &[Rekey("cart", "basket"), Set("retired.CART_GONE", "group", "'cart'")],
        &["major group-renamed basket: cart -> basket"],
    ),
    (
        "group and enum renamed",
        &[Rekey("stock", "supply"), Set("stock", "enum", "'SupplyError'")],
        &["major group-renamed supply: stock -> supply", "major enum-renamed supply: StockError -> SupplyError"],
    ),
    (
        "group and one of its codes renamed",
        &[Rekey("ship", "post"), Rename("ship.TOO_FAR", "post.FAR_AWAY")],
        &["major group-renamed post: ship -> post", "major code-renamed FAR_AWAY: TOO_FAR -> FAR_AWAY"],
    ),
    (
        "group renamed, and one of its codes moved",
        &[Rekey("stock", "supply"), Rename("stock.RECALLED", "cart.RECALLED")],
        &["major group-renamed supply: stock -> supply", "major code-moved RECALLED: stock -> cart"],
    ),
    (
        "group renamed, and numbers swapped",
        &[Rekey("ship", "post"), Set("ship.TOO_HEAVY", "numeric", "3"), Set("ship.TOO_FAR", "numeric", "2")],
        &[
            "major group-renamed post: ship -> post",
            "major number-swapped TOO_FAR: 3 -> 2",
            "major number-swapped TOO_HEAVY: 2 -> 3",
        ],
    ),
    (
        "group and all its codes renamed",
        &[
            Rekey("stock", "supply"),
            Rename("stock.SOLD_OUT", "supply.EMPTY"),
            Rename("stock.RECALLED", "supply.CALLED"),
        ],
        &[
            "major group-renamed supply: stock -> supply",
            "major code-renamed EMPTY: SOLD_OUT -> EMPTY",
            "major code-renamed CALLED: RECALLED -> CALLED",
        ],
    ),
    (
        "group split",
        &[
            Add("recall", "enum = 'RecallError'\nabout = 'Why it was called back.'"),
            Rename("stock.RECALLED", "recall.RECALLED"),
        ],
        &["minor group-added recall: nothing -> recall", "major code-moved RECALLED: stock -> recall"],
    ),
    (
        "groups merged",
        &[Remove("stock"), Rename("stock.SOLD_OUT", "cart.SOLD_OUT"), Rename("stock.RECALLED", "cart.RECALLED")],
        &[
            "major group-removed stock: stock -> nothing",
            "major code-moved SOLD_OUT: stock -> cart",
            "major code-moved RECALLED: stock -> cart",
        ],
    ),
    (
        "keys of two groups swapped",
        &[Rekey("stock", "temporary"), Rekey("cart", "stock"), Rekey("temporary", "cart")],
        &[
            "major enum-renamed stock: StockError -> CartError",
            "major enum-renamed cart: CartError -> StockError",
            "major code-moved CART_NOT_FOUND: cart -> stock",
            "major code-moved CART_EMPTY: cart -> stock",
            "major code-moved CART_LOCKED: cart -> stock",
            "major code-moved CART_PAID: cart -> stock",
            "major code-moved SOLD_OUT: stock -> cart",
            "major code-moved RECALLED: stock -> cart",
            "patch about-reworded stock: Why there is nothing to send. -> Why a cart cannot be used.",
            "patch about-reworded cart: Why a cart cannot be used. -> Why there is nothing to send.",
            "patch retired-reworded CART_GONE: cart -> stock",
            "patch reordered stock: cart, decline, ship, stock -> stock, decline, ship, cart",
        ],
    ),
    (
        "variant added",
        &[Set("stock.SOLD_OUT", "variant", "'Gone'")],
        &["major variant-renamed SOLD_OUT: SoldOut -> Gone"],
    ),
    (
        "reason and variant of a status changed",
        &[Set("status.404", "reason", "'Gone'"), Set("status.404", "variant", "'Nowhere'")],
        &["major reason-changed 404: Not Found -> Gone", "major variant-renamed 404: NotFound -> Nowhere"],
    ),
    (
        "reason of a status changed, old variant kept",
        &[Set("status.404", "reason", "'Gone'"), Set("status.404", "variant", "'NotFound'")],
        &["major reason-changed 404: Not Found -> Gone"],
    ),
    ("status removed", &[Remove("status.503")], &["major status-removed 503: 503 -> nothing"]),
    (
        "status replaced by another",
        &[
            Set("cart.CART_NOT_FOUND", "status", "410"),
            Set("ship.ADDRESS_UNKNOWN", "status", "410"),
            Remove("status.404"),
            Add("status.410", "reason = 'Gone'"),
        ],
        &[
            "major status-changed CART_NOT_FOUND: 404 -> 410",
            "major status-changed ADDRESS_UNKNOWN: 404 -> 410",
            "major status-removed 404: 404 -> nothing",
            "minor status-added 410: nothing -> 410",
        ],
    ),
    (
        "status message removed",
        &[
            Drop("status.503", "message"),
            Drop("status.503", "when"),
            Add("stock.CLOSED", "status = 503\nmessage = 'Closed'\nwhen = 'At night.'"),
        ],
        &["minor answer-removed 503: Down for maintenance -> nothing", "minor code-added CLOSED: nothing -> CLOSED"],
    ),
    (
        "when of a status reworded",
        &[Set("status.503", "when", "'At night.'")],
        &["patch when-reworded 503: The shop is closed for an hour. -> At night."],
    ),
    (
        "statuses reordered",
        &[Swap("status.400", "status.404")],
        &["patch reordered 404: 400, 402, 404 -> 404, 402, 400"],
    ),
    (
        "groups reordered",
        &[Swap("ship", "stock"), Front("stock.SOLD_OUT"), Front("stock")],
        &["patch reordered stock: cart, decline, ship, stock -> stock, cart, decline, ship"],
    ),
    (
        "all but one code reordered",
        &[Move("decline.CARD_EXPIRED"), Move("decline.CARD_STOLEN")],
        &["patch reordered LIMIT_REACHED: CARD_EXPIRED, CARD_STOLEN, LIMIT_REACHED, SELF, NO_FUNDS -> \
           LIMIT_REACHED, SELF, NO_FUNDS, CARD_EXPIRED, CARD_STOLEN"],
    ),
    (
        "reordered, renamed, and a code added between",
        &[
            Swap("ship.TOO_HEAVY", "ship.TOO_FAR"),
            Rename("ship.TOO_HEAVY", "ship.OVERWEIGHT"),
            Add("ship.ON_STRIKE", "numeric = 4\nstatus = 400\nmessage = 'Strike'\nwhen = 'Ask again.'"),
        ],
        &[
            "major code-renamed OVERWEIGHT: TOO_HEAVY -> OVERWEIGHT",
            "minor code-added ON_STRIKE: nothing -> ON_STRIKE",
            "patch reordered TOO_FAR: OVERWEIGHT, TOO_FAR -> TOO_FAR, OVERWEIGHT",
        ],
    ),
    (
        "deprecation reworded",
        &[Set("cart.CART_LOCKED", "deprecated", "'Use CART_EMPTY.'")],
        &["patch deprecation-reworded CART_LOCKED: Use CART_PAID. -> Use CART_EMPTY."],
    ),
    (
        "deprecated, and its successor added",
        &[
            Set("stock.SOLD_OUT", "deprecated", "'Use OUT_OF_STOCK.'"),
            Add("stock.OUT_OF_STOCK", "status = 400\nmessage = 'Out of stock'\nwhen = 'None is left.'"),
        ],
        &[
            "minor deprecated SOLD_OUT: nothing -> Use OUT_OF_STOCK.",
            "minor code-added OUT_OF_STOCK: nothing -> OUT_OF_STOCK",
        ],
    ),
    (
        "message and when reworded",
        &[Set("stock.SOLD_OUT", "message", "'None left'"), Set("stock.SOLD_OUT", "when", "'All are gone.'")],
        &[
            "patch message-reworded SOLD_OUT: Sold out -> None left",
            "patch when-reworded SOLD_OUT: The last one is gone. -> All are gone.",
        ],
    ),
    (
        "status and number changed, and reworded",
        &[
            Set("ship.TOO_FAR", "status", "404"),
            Set("ship.TOO_FAR", "numeric", "8"),
            Set("ship.TOO_FAR", "message", "'Too far away'"),
        ],
        &[
            "major status-changed TOO_FAR: 400 -> 404",
            "major number-changed TOO_FAR: 3 -> 8",
            "patch message-reworded TOO_FAR: Too far -> Too far away",
        ],
    ),
    (
        "renamed and reworded, without a number: another code",
        &[Rename("stock.SOLD_OUT", "stock.OUT_OF_STOCK"), Set("stock.SOLD_OUT", "when", "'None is left.'")],
        &["major code-removed SOLD_OUT: SOLD_OUT -> nothing", "minor code-added OUT_OF_STOCK: nothing -> OUT_OF_STOCK"],
    ),
    (
        "code replaced by two with the same texts: no rename",
        &[
            Rename("stock.SOLD_OUT", "stock.GONE_TODAY"),
            Add("stock.GONE_FOREVER", "status = 400\nmessage = 'Sold out'\nwhen = 'The last one is gone.'"),
        ],
        &[
            "major code-removed SOLD_OUT: SOLD_OUT -> nothing",
            "minor code-added GONE_TODAY: nothing -> GONE_TODAY",
            "minor code-added GONE_FOREVER: nothing -> GONE_FOREVER",
        ],
    ),
    (
        "copied under a new name",
        &[Add("stock.GONE_FOREVER", "status = 400\nmessage = 'Sold out'\nwhen = 'The last one is gone.'")],
        &["minor code-added GONE_FOREVER: nothing -> GONE_FOREVER"],
    ),
    (
        "retired name reused",
        &[Remove("retired.CART_GONE"), Add("cart.CART_GONE", "status = 400\nmessage = 'Gone'\nwhen = 'It is gone.'")],
        &["major retired-name-back CART_GONE: retired since 1.5.0 -> CART_GONE"],
    ),
    (
        "retired name reused, with its number",
        &[
            Remove("retired.CARD_LOST"),
            Add("decline.CARD_LOST", "numeric = 6\nstatus = 402\nmessage = 'Lost'\nwhen = 'It is lost.'"),
        ],
        &["major retired-name-back CARD_LOST: retired since 2.0.0 -> CARD_LOST"],
    ),
    (
        "retired name and number reused by two codes",
        &[
            Remove("retired.CARD_LOST"),
            Add("decline.CARD_LOST", "numeric = 8\nstatus = 402\nmessage = 'Lost'\nwhen = 'It is lost.'"),
            Set("decline.NO_FUNDS", "numeric", "6"),
        ],
        &[
            "major retired-name-back CARD_LOST: retired since 2.0.0 -> CARD_LOST",
            "major number-changed NO_FUNDS: 7 -> 6",
            "major retired-number-back NO_FUNDS: CARD_LOST -> NO_FUNDS",
        ],
    ),
    (
        "renamed to a retired name",
        &[Remove("retired.CART_GONE"), Rename("cart.CART_EMPTY", "cart.CART_GONE")],
        &[
            "major code-renamed CART_GONE: CART_EMPTY -> CART_GONE",
            "major retired-name-back CART_GONE: retired since 1.5.0 -> CART_GONE",
        ],
    ),
    (
        "retired number reused, entry removed",
        &[
            Remove("retired.CARD_LOST"),
            Add("decline.CARD_BENT", "numeric = 6\nstatus = 402\nmessage = 'Bent'\nwhen = 'It is bent.'"),
        ],
        &[
            "major retired-dropped CARD_LOST: CARD_LOST -> nothing",
            "major retired-number-back CARD_BENT: CARD_LOST -> CARD_BENT",
            "minor code-added CARD_BENT: nothing -> CARD_BENT",
        ],
    ),
    (
        "retired number reused, name still retired",
        &[
            Drop("retired.CARD_LOST", "numeric"),
            Add("decline.CARD_BENT", "numeric = 6\nstatus = 402\nmessage = 'Bent'\nwhen = 'It is bent.'"),
        ],
        &[
            "major retired-number-back CARD_BENT: CARD_LOST -> CARD_BENT",
            "minor code-added CARD_BENT: nothing -> CARD_BENT",
        ],
    ),
    (
        "a code renumbered to a retired number",
        &[Drop("retired.CARD_LOST", "numeric"), Set("decline.NO_FUNDS", "numeric", "6")],
        &["major number-changed NO_FUNDS: 7 -> 6", "major retired-number-back NO_FUNDS: CARD_LOST -> NO_FUNDS"],
    ),
    (
        "retired number in another group",
        &[Add("ship.ON_STRIKE", "numeric = 6\nstatus = 400\nmessage = 'Strike'\nwhen = 'Ask again.'")],
        &["minor code-added ON_STRIKE: nothing -> ON_STRIKE"],
    ),
    (
        "retired number dropped, name still retired",
        &[Drop("retired.CARD_LOST", "numeric")],
        &["major retired-dropped CARD_LOST: 6 -> nothing"],
    ),
    (
        "retired number changed",
        &[Set("retired.CARD_LOST", "numeric", "60")],
        &["major retired-dropped CARD_LOST: 6 -> 60"],
    ),
    (
        "number added to a retired name",
        &[Set("retired.CART_GONE", "group", "'ship'"), Set("retired.CART_GONE", "numeric", "40")],
        &["patch retired-added CART_GONE: nothing -> 40", "patch retired-reworded CART_GONE: cart -> ship"],
    ),
    (
        "retired version changed",
        &[Set("retired.CARD_LOST", "since", "'2.0.1'")],
        &["patch retired-reworded CARD_LOST: 2.0.0 -> 2.0.1"],
    ),
    (
        "all retired entries dropped",
        &[Remove("retired.CARD_LOST"), Remove("retired.CART_GONE")],
        &[
            "major retired-dropped CARD_LOST: CARD_LOST -> nothing",
            "major retired-dropped CART_GONE: CART_GONE -> nothing",
        ],
    ),
    (
        "unrelated codes removed and added",
        &[
            Remove("stock.RECALLED"),
            Add("cart.CART_OLD", "status = 400\nmessage = 'Old'\nwhen = 'It is a year old.'"),
            Add("ship.ON_STRIKE", "numeric = 4\nstatus = 404\nmessage = 'Strike'\nwhen = 'Ask again.'"),
        ],
        &[
            "major code-removed RECALLED: RECALLED -> nothing",
            "minor code-added CART_OLD: nothing -> CART_OLD",
            "minor code-added ON_STRIKE: nothing -> ON_STRIKE",
        ],
    ),
];

#[test]
fn diff_reports_exactly_the_expected_findings() {
    let folder = Folder::new("precision");
    folder.write("old.toml", SAMPLE);
    let all: Vec<_> = [INDEPENDENT, MEANINGLESS, ENTANGLED].concat();
    assert!(all.len() >= 100, "{}", all.len());
    for (name, edits, findings) in all {
        compare(&folder, name, edits, findings);
    }
}

#[test]
fn independent_changes_do_not_affect_each_other() {
    let folder = Folder::new("precision-pairs");
    folder.write("old.toml", SAMPLE);
    for (at, (name, edits, findings)) in INDEPENDENT.iter().enumerate() {
        for (other, more_edits, more_findings) in &INDEPENDENT[at + 1..] {
            let (edits, findings) = ([*edits, more_edits].concat(), [*findings, more_findings].concat());
            compare(&folder, &format!("{name}; {other}"), &edits, &findings);
        }
    }
    let edits: Vec<_> = INDEPENDENT.iter().flat_map(|(_, edits, _)| *edits).copied().collect();
    let findings: Vec<_> = INDEPENDENT.iter().flat_map(|(_, _, findings)| *findings).copied().collect();
    compare(&folder, "all at once", &edits, &findings);
}

#[test]
fn every_rule_is_covered() {
    let labels = [INDEPENDENT, ENTANGLED].concat();
    let labels = labels.iter().flat_map(|(_, _, findings)| *findings);
    let covered: BTreeSet<_> = labels.map(|label| label.split(' ').nth(1).expect("a rule").to_owned()).collect();
    let help = Folder::new("precision-rules").errcodes(&["diff", "--help"]).out(0);
    let (_, rules) = help.split_once("Rules, with their classes:\n").expect("the rules");
    let rules: BTreeSet<_> =
        rules.lines().filter_map(|line| line.split_whitespace().nth(1)).map(str::to_owned).collect();
    assert_eq!(covered, rules);
}

/// The lock refuses exactly the major changes of the contract.
#[test]
fn diff_and_lock_agree_on_breaking_changes() {
    // The lock permits these major changes. They break Rust programs only, or the lock keeps the entry anyway.
    let beyond = ["enum-renamed", "group-removed", "variant-renamed", "retired-dropped"];
    let folder = Folder::new("precision-lock");
    folder.write("Cargo.toml", "[package]\nversion = \"1.0.0\"\n").write("codes.toml", SAMPLE).write("tests/file", "");
    folder.errcodes(&["lock"]).out(0);
    let lock = folder.read("tests/codes.lock");
    for (name, edits, findings) in [INDEPENDENT, MEANINGLESS, ENTANGLED].concat() {
        let rules: Vec<_> = findings.iter().map(|finding| finding.split(' ').collect::<Vec<_>>()).collect();
        let refused = rules.iter().any(|words| words[0] == "major" && !beyond.contains(&words[1]));
        folder.write("codes.toml", edited(edits)).write("tests/codes.lock", &lock);
        let captured = folder.errcodes(&["lock"]);
        assert_eq!(captured.code, Some(i32::from(refused)), "{name}: {}{}", captured.out, captured.err);
    }
}

/// Compares the sample with its edited version, and checks the findings.
fn compare(folder: &Folder, name: &str, edits: &[Edit], expected: &[&str]) {
    let new = edited(edits);
    folder.write("new.toml", &new);
    let verdict = expected.iter().filter_map(|finding| finding.split(' ').next()).min().unwrap_or("none");
    let captured = folder.errcodes(&["diff", "old.toml", "new.toml", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&captured.out(i32::from(verdict == "major"))).expect(name);
    assert_eq!(report["verdict"], verdict, "{name}");
    let findings = report["findings"].as_array().expect("findings");
    let text = |value: &serde_json::Value| value.as_str().unwrap_or("nothing").to_owned();
    let mut labels: Vec<_> = findings
        .iter()
        .map(|finding| {
            let [class, rule, code, before, after] =
                ["class", "rule", "code", "before", "after"].map(|field| text(&finding[field]));
            format!("{class} {rule} {code}: {before} -> {after}")
        })
        .collect();
    let mut expected = expected.to_vec();
    labels.sort();
    expected.sort_unstable();
    assert_eq!(labels, expected, "{name}");
    for finding in findings {
        check_position(name, finding, &new);
    }
}

/// Checks that the position of a finding shows a value or a header that the finding names.
fn check_position(name: &str, finding: &serde_json::Value, new: &str) {
    let source = match finding["file"].as_str() {
        Some("old.toml") => SAMPLE,
        Some("new.toml") => new,
        other => panic!("{name}: {other:?}"),
    };
    let number = |field: &str| usize::try_from(finding[field].as_u64().expect("a number")).expect("a small one");
    let line = source.lines().nth(number("line") - 1).expect("a line");
    let there: String = line.chars().skip(number("column") - 1).collect();
    // A value starts with a quote. Only the message names a reused number.
    let there = there.trim_matches(['"', '\'']);
    let shown = ["code", "before", "after"].iter().filter_map(|field| finding[*field].as_str());
    let is_there = shown.into_iter().any(|text| there.starts_with(text) || text.starts_with(there));
    let message = finding["message"].as_str().expect("a message");
    assert!(
        is_there || message.contains(&format!(" {there} ")) || message.starts_with(there),
        "{name}: {finding}\n{line}"
    );
    assert!(!there.is_empty(), "{name}: {finding}\n{line}");
}

/// Applies the edits to the sample.
fn edited(edits: &[Edit]) -> String {
    let mut text = SAMPLE.trim_end().to_owned();
    let mut renamed = BTreeMap::new();
    for edit in edits {
        // An earlier edit may have renamed the table.
        let now = |header: &'static str| *renamed.get(header).unwrap_or(&header);
        let mut tables: Vec<String> = text.split("\n\n").map(str::to_owned).collect();
        let find = |tables: &[String], header: &str| {
            let line = format!("[{header}]");
            let found = tables.iter().position(|table| table.lines().next() == Some(&line));
            found.unwrap_or_else(|| panic!("no [{header}]"))
        };
        match *edit {
            Set(header, field, value) => {
                let at = find(&tables, now(header));
                let line = format!("{field} = {value}");
                let mut lines: Vec<_> = tables[at].lines().map(str::to_owned).collect();
                match lines.iter().position(|line| line.starts_with(&format!("{field} = "))) {
                    Some(old) => lines[old] = line,
                    None => lines.push(line),
                }
                tables[at] = lines.join("\n");
            }
            Drop(header, field) => {
                let at = find(&tables, now(header));
                let lines: Vec<_> =
                    tables[at].lines().filter(|line| !line.starts_with(&format!("{field} = "))).collect();
                assert_ne!(lines.len(), tables[at].lines().count(), "no {field} in [{header}]");
                tables[at] = lines.join("\n");
            }
            Remove(header) => drop(tables.remove(find(&tables, now(header)))),
            Add(header, fields) => tables.push(format!("[{header}]\n{fields}")),
            Rename(header, new) => {
                let at = find(&tables, now(header));
                tables[at] = tables[at].replacen(&format!("[{}]", now(header)), &format!("[{new}]"), 1);
                renamed.insert(header, new);
            }
            Rekey(key, new) => {
                for table in &mut tables {
                    *table = table
                        .replacen(&format!("[{key}]"), &format!("[{new}]"), 1)
                        .replacen(&format!("[{key}."), &format!("[{new}."), 1)
                        .replace(&format!("group = \"{key}\""), &format!("group = \"{new}\""));
                    let header = table.lines().next().and_then(|line| line.strip_prefix(&format!("[{new}.")[..]));
                    if let Some(code) = header.and_then(|rest| rest.strip_suffix(']')) {
                        renamed.insert(leak(format!("{key}.{code}")), leak(format!("{new}.{code}")));
                    }
                }
                renamed.insert(key, new);
            }
            Swap(one, other) => {
                let (one, other) = (find(&tables, now(one)), find(&tables, now(other)));
                tables.swap(one, other);
            }
            Front(header) => {
                let table = tables.remove(find(&tables, now(header)));
                tables.insert(1, table);
            }
            Move(header) => {
                let table = tables.remove(find(&tables, now(header)));
                tables.push(table);
            }
            Text(from, to) => {
                assert!(text.contains(from), "no {from}");
                text = text.replace(from, to);
                continue;
            }
        }
        text = tables.join("\n\n");
    }
    text + "\n"
}

fn leak(text: String) -> &'static str {
    Box::leak(text.into_boxed_str())
}
