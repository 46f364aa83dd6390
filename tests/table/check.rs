//! A part of the program that `other_tables.rs` writes. The program compares each copy of the crate with the table of the copy.

/// A code of the table.
pub struct Code {
    pub variant: &'static str,
    pub name: &'static str,
    pub group: &'static str,
    pub numeric: Option<u16>,
    pub status: u16,
    pub message: &'static str,
    pub when: &'static str,
    pub json: &'static str,
}

/// A status of the table.
pub struct Status {
    pub variant: &'static str,
    pub number: u16,
    pub reason: &'static str,
    pub message: Option<&'static str>,
    pub when: Option<&'static str>,
    pub json: &'static str,
}

/// Compares the methods and traits of a code enum with the rows of its codes.
macro_rules! check_codes {
    ($errcodes:ident::$Enum:ident, $rows:expr) => {{
        use $errcodes::strum::{EnumCount, EnumMessage, EnumProperty, IntoEnumIterator, VariantArray, VariantNames};
        use $errcodes::$Enum as Enum;
        let rows: &[crate::check::Code] = $rows;
        assert_eq!(Enum::ALL.len(), rows.len());
        assert_eq!((Enum::COUNT, <Enum as EnumCount>::COUNT), (rows.len(), rows.len()));
        assert_eq!(<Enum as IntoEnumIterator>::iter().collect::<Vec<_>>(), Enum::ALL);
        assert_eq!(<Enum as VariantArray>::VARIANTS, Enum::ALL);
        let is_numeric = stringify!($Enum) != "ErrorCode" && rows[0].numeric.is_some();
        assert_eq!(size_of::<Enum>(), if rows.len() <= 256 && !is_numeric { 1 } else { 2 });
        assert!(Enum::ALL.is_sorted(), "ordered as in the table");
        assert_eq!(Enum::MAX_CODE_LEN, rows.iter().map(|row| row.name.len()).max().unwrap());
        assert_eq!(Enum::MAX_MESSAGE_LEN, rows.iter().map(|row| row.message.len()).max().unwrap());
        assert_eq!(Enum::MAX_JSON_LEN, rows.iter().map(|row| row.json.len()).max().unwrap());
        assert_eq!(Enum::from_code("NO_SUCH_CODE__"), None);
        for (at, (&code, row)) in Enum::ALL.iter().zip(rows).enumerate() {
            assert_eq!(format!("{code:?}"), row.variant);
            assert_eq!((code.as_str(), code.to_string().as_str()), (row.name, row.name));
            assert_eq!((Enum::from_code(row.name), row.name.parse()), (Some(code), Ok(code)));
            assert_eq!(<Enum as VariantNames>::VARIANTS[at], row.name);
            assert_eq!(code.status().as_u16(), row.status);
            assert_eq!((code.message(), code.when(), code.json()), (row.message, row.when, row.json));
            assert_eq!(code.json_parts().concat(), row.json);
            assert_eq!(Enum::from_id(code.id()), Some(code));
            assert_eq!((code.get_message(), code.get_documentation()), (Some(row.message), Some(row.when)));
            assert_eq!(code.get_serializations(), [row.name]);
            assert_eq!(code.get_str("group"), Some(row.group));
            assert_eq!(code.get_int("status"), Some(row.status.into()));
            assert_eq!(code.get_int("numeric"), row.numeric.map(i64::from));
            let any = $errcodes::ErrorCode::from(code);
            assert_eq!((any.group().as_str(), any.numeric()), (row.group, row.numeric));
            assert_eq!(code.error_code(), any);
            for miss in [row.name.to_lowercase(), format!("{}_", row.name), row.name[1..].to_owned()] {
                assert!(rows.iter().any(|row| row.name == miss) || Enum::from_code(&miss).is_none());
            }
        }
    }};
}

/// Compares the enum of a group with `ErrorCode`. The codes of a group are contiguous in `ErrorCode`.
macro_rules! check_group {
    ($errcodes:ident::$Enum:ident, $Group:ident, $about:expr, $first:expr, [$($Variant:ident),*], $rows:expr) => {{
        use $errcodes::{$Enum as Enum, ErrorCode, Group};
        let variants = [$(Enum::$Variant),*];
        assert_eq!(Enum::ALL, variants);
        assert_eq!([$(ErrorCode::$Variant),*], ErrorCode::ALL[$first..][..variants.len()]);
        check_codes!($errcodes::$Enum, &$rows[$first..][..variants.len()]);
        assert_eq!(Group::$Group.about(), $about);
        assert_eq!(Group::$Group.codes(), &ErrorCode::ALL[$first..][..variants.len()]);
        assert_eq!(Group::$Group.as_str().parse(), Ok(Group::$Group));
        for (at, &code) in ErrorCode::ALL.iter().enumerate() {
            let group_code = at.checked_sub($first).and_then(|at| variants.get(at)).copied();
            assert_eq!(Enum::try_from(code).ok(), group_code);
            assert_eq!(Enum::from_code(code.as_str()), group_code);
            assert_eq!(code.group() == Group::$Group, group_code.is_some());
        }
    }};
}

/// Looks up all 16-bit numbers in the enum of a group.
macro_rules! check_numbers {
    ($errcodes:ident::$Enum:ident, [$($number:expr),*]) => {{
        use $errcodes::$Enum as Enum;
        let numbers: &[u16] = &[$($number),*];
        let mut by_number = vec![None; 0x1_0000];
        for (&number, &code) in numbers.iter().zip(Enum::ALL) {
            assert_eq!((code.numeric(), u16::from(code), code as u16), (number, number, number));
            assert_eq!($errcodes::ErrorCode::from_numeric(code.error_code().group(), number), Some(code.error_code()));
            by_number[usize::from(number)] = Some(code);
        }
        for number in 0..=u16::MAX {
            assert_eq!(Enum::from_numeric(number), by_number[usize::from(number)]);
            assert_eq!(Enum::try_from(number).ok(), by_number[usize::from(number)]);
        }
    }};
}

/// Checks the default of a group's enum.
macro_rules! check_default {
    ($errcodes:ident::$Enum:ident, $Default:ident) => {{
        use $errcodes::$Enum as Enum;
        assert_eq!((Enum::default(), Enum::from_numeric_or_default(None)), (Enum::$Default, Ok(Enum::$Default)));
        let default = Enum::default().error_code();
        assert_eq!(default.group().default_code(), Some(default));
        assert!(Enum::from_numeric_or_default(Some(0)).is_err());
    }};
}

/// Compares `Status` with the rows of all statuses.
macro_rules! check_statuses {
    ($errcodes:ident, $rows:expr) => {{
        use $errcodes::Status;
        let rows: &[crate::check::Status] = $rows;
        assert_eq!((Status::ALL.len(), Status::COUNT), (rows.len(), rows.len()));
        for (&status, row) in Status::ALL.iter().zip(rows) {
            assert_eq!(format!("{status:?}"), row.variant);
            assert_eq!((status.as_u16(), status.reason()), (row.number, row.reason));
            assert_eq!((status.message(), status.when(), status.json()), (row.message, row.when, row.json));
        }
        for number in 0..=u16::MAX {
            let listed = rows.iter().position(|row| row.number == number).map(|at| Status::ALL[at]);
            assert_eq!((Status::from_u16(number), Status::try_from(number).ok()), (listed, listed));
        }
    }};
}
