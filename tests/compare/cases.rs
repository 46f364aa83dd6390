//! The cases of the comparison: edits of the sample, and all findings that the edits cause.

use crate::edits::Edit::{self, Add, Back, Drop, Front, Rekey, Remove, Rename, Set, Swap, Text};

/// A name, the edits, and the findings: `severity rule subject: before -> after`.
pub(crate) type Case = (&'static str, &'static [Edit], &'static [&'static str]);

/// Unrelated changes. Several of them together have exactly the findings that each has alone.
pub(crate) const INDEPENDENT: &[Case] = &[
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
        "no longer deprecated",
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
        &["major number-swapped ADDRESS_UNKNOWN: 1, 2 -> 2, 1"],
    ),
    (
        "code added",
        &[Add("stock.BACK_ORDER", "status = 400\nmessage = 'On order'\nwhen = 'Wait for it.'")],
        &["minor code-added BACK_ORDER: nothing -> group stock, status 400: On order"],
    ),
    (
        "code removed and retired",
        &[
            Remove("decline.NO_FUNDS"),
            Add("retired.NO_FUNDS", "group = 'decline'\nnumeric = 7\nsince = '3.0.0'\nwhy = 'Said too much.'"),
        ],
        &["major code-removed NO_FUNDS: group decline, number 7, status 402: No funds -> nothing"],
    ),
    (
        "a code with a number is renamed",
        &[Rename("ship.TOO_FAR", "ship.FAR_AWAY")],
        &["major code-renamed FAR_AWAY: TOO_FAR -> FAR_AWAY"],
    ),
    (
        "a code without a number is renamed",
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
        "status is sent without an errorCode",
        &[Set("status.400", "message", "'Bad'"), Set("status.400", "when", "'It was no JSON.'")],
        &["minor answer-added 400: nothing -> Bad"],
    ),
    (
        "answer of a status reworded",
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
        &[
            "minor group-added gift: nothing -> gift",
            "minor code-added GIFT_USED: nothing -> group gift, status 400: Used",
        ],
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
        "a name is retired that was never used",
        &[Add("retired.NEVER_USED", "group = 'ship'\nnumeric = 99\nsince = '3.0.0'\nwhy = 'Reserved.'")],
        &["patch retired-added NEVER_USED: nothing -> NEVER_USED"],
    ),
    (
        "codes reordered",
        &[Swap("cart.CART_LOCKED", "cart.CART_PAID")],
        &["patch reordered CART_PAID: CART_LOCKED, CART_PAID -> CART_PAID, CART_LOCKED"],
    ),
];

/// Edits that do not change the meaning: the same table in another notation.
pub(crate) const MEANINGLESS: &[Case] = &[
    ("nothing", &[], &[]),
    ("comments", &[Text("\n[", "\n# A comment.\n[")], &[]),
    ("blank lines", &[Text("\n\n", "\n\n\n\n")], &[]),
    ("spaces around =", &[Text(" = ", "=")], &[]),
    ("line ends", &[Text("\n", "\r\n")], &[]),
    ("quotes", &[Text("\"Sold out\"", "'Sold out'")], &[]),
    ("an escape", &[Text("\"Sold out\"", "\"Sold\\u0020out\"")], &[]),
    (
        "a number's digits",
        &[Set("decline.LIMIT_REACHED", "numeric", "0x4"), Set("ship.TOO_FAR", "status", "4_00")],
        &[],
    ),
    ("the order of fields", &[Text("numeric = 4\nstatus = 402\n", "status = 402\nnumeric = 4\n")], &[]),
    ("keys in quotes", &[Text("numeric = 4\nstatus = 402\n", "\"numeric\" = 4\n'status' = 402\n")], &[]),
    ("the default variant of a code, written out", &[Set("stock.SOLD_OUT", "variant", "'SoldOut'")], &[]),
    ("the default variant of a status, written out", &[Set("status.404", "variant", "'NotFound'")], &[]),
    (
        "codes of different groups, mixed",
        &[Back("cart.CART_PAID"), Front("ship.ADDRESS_UNKNOWN"), Front("decline"), Front("cart")],
        &[],
    ),
    ("retired entries in another order", &[Swap("retired.CARD_LOST", "retired.CART_GONE")], &[]),
    ("retired entries first", &[Front("retired.CARD_LOST")], &[]),
];

/// Cases that edit an entry which another case edits too, that edit one entry several times, or whose edits affect each other.
pub(crate) const ENTANGLED: &[Case] = &[
    (
        "code removed, not retired",
        &[Remove("stock.RECALLED")],
        &["major code-removed RECALLED: group stock, status 400: Recalled -> nothing"],
    ),
    (
        "a code that has a number is removed",
        &[Remove("ship.TOO_FAR")],
        &["major code-removed TOO_FAR: group ship, number 3, status 400: Too far -> nothing"],
    ),
    (
        "code retired without its number",
        &[Remove("ship.TOO_FAR"), Add("retired.TOO_FAR", "group = 'ship'\nsince = '3.0.0'\nwhy = 'Nothing is.'")],
        &[
            "major code-removed TOO_FAR: group ship, number 3, status 400: Too far -> nothing",
            "major retired-number-lost TOO_FAR: 3 -> nothing",
        ],
    ),
    (
        "code of a removed group retired without its number",
        &[
            Remove("ship"),
            Remove("ship.ADDRESS_UNKNOWN"),
            Remove("ship.TOO_HEAVY"),
            Remove("ship.TOO_FAR"),
            Add("retired.TOO_FAR", "group = 'ship'\nsince = '3.0.0'\nwhy = 'Nothing is.'"),
        ],
        &[
            "major code-removed ADDRESS_UNKNOWN: group ship, number 1, status 404: Unknown address -> nothing",
            "major code-removed TOO_FAR: group ship, number 3, status 400: Too far -> nothing",
            "major code-removed TOO_HEAVY: group ship, number 2, status 400: Too heavy -> nothing",
            "major group-removed ship: ship -> nothing",
        ],
    ),
    (
        "code retired with another number",
        &[
            Remove("ship.TOO_FAR"),
            Add("retired.TOO_FAR", "group = 'ship'\nnumeric = 13\nsince = '3.0.0'\nwhy = 'Nothing is.'"),
        ],
        &[
            "major code-removed TOO_FAR: group ship, number 3, status 400: Too far -> nothing",
            "major retired-number-lost TOO_FAR: 3 -> 13",
        ],
    ),
    (
        "code retired in another group",
        &[
            Remove("ship.TOO_FAR"),
            Add("retired.TOO_FAR", "group = 'decline'\nnumeric = 30\nsince = '3.0.0'\nwhy = 'Nothing is.'"),
        ],
        &[
            "major code-removed TOO_FAR: group ship, number 3, status 400: Too far -> nothing",
            "major retired-number-lost TOO_FAR: 3 -> 30",
        ],
    ),
    (
        "two codes removed",
        &[Remove("stock.RECALLED"), Remove("cart.CART_EMPTY")],
        &[
            "major code-removed CART_EMPTY: group cart, status 400: The cart is empty -> nothing",
            "major code-removed RECALLED: group stock, status 400: Recalled -> nothing",
        ],
    ),
    (
        "group removed",
        &[Remove("stock"), Remove("stock.SOLD_OUT"), Remove("stock.RECALLED")],
        &[
            "major group-removed stock: stock -> nothing",
            "major code-removed SOLD_OUT: group stock, status 400: Sold out -> nothing",
            "major code-removed RECALLED: group stock, status 400: Recalled -> nothing",
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
        "renamed, with the same variant as before",
        &[Rename("ship.TOO_FAR", "ship.FAR_AWAY"), Set("ship.TOO_FAR", "variant", "'TooFar'")],
        &["major code-renamed FAR_AWAY: TOO_FAR -> FAR_AWAY"],
    ),
    (
        "renamed, with a new variant that is not the default one",
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
        &[
            "major code-removed DECLINED: group decline, number 1, status 400: Declined -> nothing",
            "major default-changed decline: DECLINED -> NO_FUNDS",
        ],
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
            "major code-removed TOO_FAR: group ship, number 3, status 400: Too far -> nothing",
            "major number-reused ON_STRIKE: TOO_FAR -> ON_STRIKE",
            "minor code-added ON_STRIKE: nothing -> group ship, number 3, status 400: Strike",
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
            "minor code-added ON_STRIKE: nothing -> group ship, number 3, status 400: Strike",
        ],
    ),
    (
        "number reused by another code, the old one removed",
        &[Remove("ship.TOO_FAR"), Set("ship.TOO_HEAVY", "numeric", "3")],
        &[
            "major code-removed TOO_FAR: group ship, number 3, status 400: Too far -> nothing",
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
        "numbers in a ring",
        &[
            Set("ship.ADDRESS_UNKNOWN", "numeric", "2"),
            Set("ship.TOO_HEAVY", "numeric", "3"),
            Set("ship.TOO_FAR", "numeric", "1"),
        ],
        &["major number-swapped ADDRESS_UNKNOWN: 1, 2, 3 -> 2, 3, 1"],
    ),
    (
        "a code put first, and all others renumbered",
        &[
            Add("ship.NO_POST", "numeric = 1\nstatus = 400\nmessage = 'No post'\nwhen = 'It is a holiday.'"),
            Set("ship.ADDRESS_UNKNOWN", "numeric", "2"),
            Set("ship.TOO_HEAVY", "numeric", "3"),
            Set("ship.TOO_FAR", "numeric", "4"),
        ],
        &[
            "major number-shifted ship: 1, 2, 3 -> 2, 3, 4",
            "minor code-added NO_POST: nothing -> group ship, number 1, status 400: No post",
        ],
    ),
    (
        "replaced at its number, with a message that another code has too",
        &[
            Set("ship.TOO_HEAVY", "message", "'Too far'"),
            Rename("ship.TOO_FAR", "ship.ON_STRIKE"),
            Set("ship.TOO_FAR", "when", "'Ask again.'"),
        ],
        &[
            "major code-removed TOO_FAR: group ship, number 3, status 400: Too far -> nothing",
            "major number-reused ON_STRIKE: TOO_FAR -> ON_STRIKE",
            "minor code-added ON_STRIKE: nothing -> group ship, number 3, status 400: Too far",
            "patch message-reworded TOO_HEAVY: Too heavy -> Too far",
        ],
    ),
    (
        "renamed, with other punctuation",
        &[Rename("stock.SOLD_OUT", "stock.OUT_OF_STOCK"), Set("stock.SOLD_OUT", "message", "'sold out!'")],
        &[
            "major code-renamed OUT_OF_STOCK: SOLD_OUT -> OUT_OF_STOCK",
            "patch message-reworded OUT_OF_STOCK: Sold out -> sold out!",
        ],
    ),
    (
        "shifted onto a retired number",
        &[
            Remove("retired.CARD_LOST"),
            Set("decline.CARD_STOLEN", "numeric", "4"),
            Set("decline.LIMIT_REACHED", "numeric", "5"),
            Set("decline.SELF", "numeric", "6"),
        ],
        &[
            "major number-shifted decline: 3, 4, 5 -> 4, 5, 6",
            "major retired-dropped CARD_LOST: CARD_LOST -> nothing",
            "major retired-number-back SELF: CARD_LOST -> SELF",
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
            "major number-swapped ADDRESS_UNKNOWN: 1, 2 -> 2, 1",
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
            "major number-swapped TOO_FAR: 3, 2 -> 2, 3",
            "patch message-reworded TOO_FAR: Too far -> Too heavy",
            "patch message-reworded TOO_HEAVY: Too heavy -> Too far",
            "patch when-reworded TOO_FAR: Nobody goes there. -> It weighs more than 30 kg.",
            "patch when-reworded TOO_HEAVY: It weighs more than 30 kg. -> Nobody goes there.",
            "patch reordered TOO_FAR: TOO_HEAVY, TOO_FAR -> TOO_FAR, TOO_HEAVY",
        ],
    ),
    (
        "numbers taken from a whole group",
        &[Drop("ship.ADDRESS_UNKNOWN", "numeric"), Drop("ship.TOO_HEAVY", "numeric"), Drop("ship.TOO_FAR", "numeric")],
        &[
            "major number-removed ADDRESS_UNKNOWN: 1 -> nothing",
            "major number-removed TOO_FAR: 3 -> nothing",
            "major number-removed TOO_HEAVY: 2 -> nothing",
        ],
    ),
    (
        "numbers given to a whole group",
        &[Set("stock.SOLD_OUT", "numeric", "1"), Set("stock.RECALLED", "numeric", "2")],
        &["minor number-added RECALLED: nothing -> 2", "minor number-added SOLD_OUT: nothing -> 1"],
    ),
    (
        "same number in another group",
        &[Add("ship.ON_STRIKE", "numeric = 4\nstatus = 400\nmessage = 'Strike'\nwhen = 'Ask again.'")],
        &["minor code-added ON_STRIKE: nothing -> group ship, number 4, status 400: Strike"],
    ),
    (
        "code moved, both groups without numbers",
        &[Rename("stock.RECALLED", "cart.RECALLED")],
        &["major code-moved RECALLED: stock -> cart"],
    ),
    (
        "code moved, with a new number",
        &[Rename("ship.TOO_FAR", "decline.TOO_FAR"), Set("ship.TOO_FAR", "numeric", "30")],
        &["major code-moved TOO_FAR: ship -> decline", "major number-changed TOO_FAR: 3 -> 30"],
    ),
    (
        "code moved, and its number taken from another",
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
        "code moved to a group without numbers",
        &[Rename("ship.TOO_FAR", "stock.TOO_FAR"), Drop("ship.TOO_FAR", "numeric")],
        &["major code-moved TOO_FAR: ship -> stock", "major number-removed TOO_FAR: 3 -> nothing"],
    ),
    (
        "code moved to a group with numbers",
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
        "a group with numbers, a default and retired entries is renamed",
        &[Rekey("decline", "refusal")],
        &["major group-renamed refusal: decline -> refusal"],
    ),
    (
        "group renamed, its retired entries not updated",
        &[Rekey("cart", "basket"), Set("retired.CART_GONE", "group", "'cart'")],
        &["major group-renamed basket: cart -> basket"],
    ),
    (
        "group and enum renamed",
        &[Rekey("stock", "supply"), Set("stock", "enum", "'SupplyError'")],
        &["major group-renamed supply: stock -> supply", "major enum-renamed supply: StockError -> SupplyError"],
    ),
    (
        "group renamed, and a code of it",
        &[Rekey("ship", "post"), Rename("ship.TOO_FAR", "post.FAR_AWAY")],
        &["major group-renamed post: ship -> post", "major code-renamed FAR_AWAY: TOO_FAR -> FAR_AWAY"],
    ),
    (
        "group renamed, and a code of it moved",
        &[Rekey("stock", "supply"), Rename("stock.RECALLED", "cart.RECALLED")],
        &["major group-renamed supply: stock -> supply", "major code-moved RECALLED: stock -> cart"],
    ),
    (
        "group renamed, and numbers swapped",
        &[Rekey("ship", "post"), Set("ship.TOO_HEAVY", "numeric", "3"), Set("ship.TOO_FAR", "numeric", "2")],
        &["major group-renamed post: ship -> post", "major number-swapped TOO_HEAVY: 2, 3 -> 3, 2"],
    ),
    (
        "group renamed, and all its codes",
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
        "variant given",
        &[Set("stock.SOLD_OUT", "variant", "'Gone'")],
        &["major variant-renamed SOLD_OUT: SoldOut -> Gone"],
    ),
    (
        "the reason and the variant of a status",
        &[Set("status.404", "reason", "'Gone'"), Set("status.404", "variant", "'Nowhere'")],
        &["major reason-changed 404: Not Found -> Gone", "major variant-renamed 404: NotFound -> Nowhere"],
    ),
    (
        "the reason of a status, with the same variant as before",
        &[Set("status.404", "reason", "'Gone'"), Set("status.404", "variant", "'NotFound'")],
        &["major reason-changed 404: Not Found -> Gone"],
    ),
    ("status removed", &[Remove("status.503")], &["major status-removed 503: 503 -> nothing"]),
    (
        "status replaced by another one",
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
        "status is no longer sent without an errorCode",
        &[
            Drop("status.503", "message"),
            Drop("status.503", "when"),
            Add("stock.CLOSED", "status = 503\nmessage = 'Closed'\nwhen = 'At night.'"),
        ],
        &[
            "minor answer-removed 503: Down for maintenance -> nothing",
            "minor code-added CLOSED: nothing -> group stock, status 503: Closed",
        ],
    ),
    (
        "only the `when` of a status",
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
        &[Back("decline.CARD_EXPIRED"), Back("decline.CARD_STOLEN")],
        &["patch reordered LIMIT_REACHED: CARD_EXPIRED, CARD_STOLEN, LIMIT_REACHED, SELF, NO_FUNDS -> \
           LIMIT_REACHED, SELF, NO_FUNDS, CARD_EXPIRED, CARD_STOLEN"],
    ),
    (
        "reordered, renamed, and one added between",
        &[
            Swap("ship.TOO_HEAVY", "ship.TOO_FAR"),
            Rename("ship.TOO_HEAVY", "ship.OVERWEIGHT"),
            Add("ship.ON_STRIKE", "numeric = 4\nstatus = 400\nmessage = 'Strike'\nwhen = 'Ask again.'"),
        ],
        &[
            "major code-renamed OVERWEIGHT: TOO_HEAVY -> OVERWEIGHT",
            "minor code-added ON_STRIKE: nothing -> group ship, number 4, status 400: Strike",
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
            "minor code-added OUT_OF_STOCK: nothing -> group stock, status 400: Out of stock",
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
        "renamed and reworded, so it is another code",
        &[Rename("stock.SOLD_OUT", "stock.OUT_OF_STOCK"), Set("stock.SOLD_OUT", "when", "'None is left.'")],
        &[
            "major code-removed SOLD_OUT: group stock, status 400: Sold out -> nothing",
            "minor code-added OUT_OF_STOCK: nothing -> group stock, status 400: Sold out",
        ],
    ),
    (
        "one code replaced by two with the same texts",
        &[
            Rename("stock.SOLD_OUT", "stock.GONE_TODAY"),
            Add("stock.GONE_FOREVER", "status = 400\nmessage = 'Sold out'\nwhen = 'The last one is gone.'"),
        ],
        &[
            "major code-removed SOLD_OUT: group stock, status 400: Sold out -> nothing",
            "minor code-added GONE_TODAY: nothing -> group stock, status 400: Sold out",
            "minor code-added GONE_FOREVER: nothing -> group stock, status 400: Sold out",
        ],
    ),
    (
        "copied under a new name",
        &[Add("stock.GONE_FOREVER", "status = 400\nmessage = 'Sold out'\nwhen = 'The last one is gone.'")],
        &["minor code-added GONE_FOREVER: nothing -> group stock, status 400: Sold out"],
    ),
    (
        "retired name back",
        &[Remove("retired.CART_GONE"), Add("cart.CART_GONE", "status = 400\nmessage = 'Gone'\nwhen = 'It is gone.'")],
        &["major retired-name-back CART_GONE: retired in 1.5.0 -> CART_GONE"],
    ),
    (
        "retired name back, with its number",
        &[
            Remove("retired.CARD_LOST"),
            Add("decline.CARD_LOST", "numeric = 6\nstatus = 402\nmessage = 'Lost'\nwhen = 'It is lost.'"),
        ],
        &["major retired-name-back CARD_LOST: retired in 2.0.0 -> CARD_LOST"],
    ),
    (
        "retired name back, its number taken by another",
        &[
            Remove("retired.CARD_LOST"),
            Add("decline.CARD_LOST", "numeric = 8\nstatus = 402\nmessage = 'Lost'\nwhen = 'It is lost.'"),
            Set("decline.NO_FUNDS", "numeric", "6"),
        ],
        &[
            "major retired-name-back CARD_LOST: retired in 2.0.0 -> CARD_LOST",
            "major number-changed NO_FUNDS: 7 -> 6",
            "major retired-number-back NO_FUNDS: CARD_LOST -> NO_FUNDS",
        ],
    ),
    (
        "renamed to a retired name",
        &[Remove("retired.CART_GONE"), Rename("cart.CART_EMPTY", "cart.CART_GONE")],
        &[
            "major code-renamed CART_GONE: CART_EMPTY -> CART_GONE",
            "major retired-name-back CART_GONE: retired in 1.5.0 -> CART_GONE",
        ],
    ),
    (
        "retired number back, the entry gone",
        &[
            Remove("retired.CARD_LOST"),
            Add("decline.CARD_BENT", "numeric = 6\nstatus = 402\nmessage = 'Bent'\nwhen = 'It is bent.'"),
        ],
        &[
            "major retired-dropped CARD_LOST: CARD_LOST -> nothing",
            "major retired-number-back CARD_BENT: CARD_LOST -> CARD_BENT",
            "minor code-added CARD_BENT: nothing -> group decline, number 6, status 402: Bent",
        ],
    ),
    (
        "retired number back, the name still retired",
        &[
            Drop("retired.CARD_LOST", "numeric"),
            Add("decline.CARD_BENT", "numeric = 6\nstatus = 402\nmessage = 'Bent'\nwhen = 'It is bent.'"),
        ],
        &[
            "major retired-number-back CARD_BENT: CARD_LOST -> CARD_BENT",
            "minor code-added CARD_BENT: nothing -> group decline, number 6, status 402: Bent",
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
        &["minor code-added ON_STRIKE: nothing -> group ship, number 6, status 400: Strike"],
    ),
    (
        "retired number dropped, the name still retired",
        &[Drop("retired.CARD_LOST", "numeric")],
        &["major retired-dropped CARD_LOST: 6 -> nothing"],
    ),
    (
        "retired number changed",
        &[Set("retired.CARD_LOST", "numeric", "60")],
        &["major retired-dropped CARD_LOST: 6 -> 60"],
    ),
    (
        "a number is added to a retired name",
        &[Set("retired.CART_GONE", "group", "'ship'"), Set("retired.CART_GONE", "numeric", "40")],
        &["patch retired-added CART_GONE: nothing -> 40", "patch retired-reworded CART_GONE: cart -> ship"],
    ),
    (
        "retired since another version",
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
            "major code-removed RECALLED: group stock, status 400: Recalled -> nothing",
            "minor code-added CART_OLD: nothing -> group cart, status 400: Old",
            "minor code-added ON_STRIKE: nothing -> group ship, number 4, status 404: Strike",
        ],
    ),
];
