//! Ids, and JSON bodies in parts. Devices store and send these.

use std::collections::HashMap;

use errcodes::ErrorCode;

/// 32-bit FNV-1a, calculated without 32-bit overflow, as in languages without 32-bit integers.
fn fnv_1a(text: &str) -> u32 {
    let hash = text.bytes().fold(2_166_136_261, |hash: u64, byte| (hash ^ u64::from(byte)) * 16_777_619 % (1 << 32));
    u32::try_from(hash).unwrap()
}

#[test]
fn an_id_is_the_hash_of_the_error_code() {
    const FIRST: u32 = ErrorCode::ALL[0].id();
    assert_eq!(FIRST, ErrorCode::ALL[0].id());
    assert_eq!(fnv_1a("foobar"), 0xbf9c_f968, "a published test value");
    for code in ErrorCode::ALL {
        assert_eq!(code.id(), fnv_1a(code.as_str()), "{code}");
    }
}

#[test]
fn from_id_finds_the_code_of_each_id_and_nothing_else() {
    let codes: HashMap<_, _> = ErrorCode::ALL.iter().map(|code| (code.id(), *code)).collect();
    assert_eq!(codes.len(), ErrorCode::COUNT);
    let near = codes.keys().flat_map(|id| (0..32).map(move |bit| id ^ 1 << bit));
    let scattered = (0..=u32::MAX).step_by(65_521);
    for id in codes.keys().copied().chain(near).chain(scattered).chain([fnv_1a(""), u32::MAX]) {
        assert_eq!(ErrorCode::from_id(id), codes.get(&id).copied(), "{id:#x}");
    }
}

/// Defines a test that checks each code in the enum of its group.
macro_rules! in_groups {
    ($({ group = $group:ident, enum = $enum:ident, variant = $variant:ident, path = $path:path, $($rest:tt)* })*) => {
        #[test]
        fn enums_of_groups_have_the_same_ids_and_parts() {
            $(
                let (group_code, code) = (errcodes::$enum::try_from($path).unwrap(), $path);
                assert_eq!((group_code.id(), group_code.json_parts()), (code.id(), code.json_parts()));
                assert_eq!(errcodes::$enum::from_id(code.id()), Some(group_code));
                for other in ErrorCode::ALL.iter().filter(|other| other.group() != code.group()) {
                    assert_eq!(errcodes::$enum::from_id(other.id()), None, "{other}");
                }
            )*
        }
    };
}

errcodes::for_each_code!(in_groups);

#[test]
fn the_joined_json_parts_are_the_json() {
    for code in ErrorCode::ALL {
        assert_eq!(code.json_parts().concat(), code.json());
    }
}
