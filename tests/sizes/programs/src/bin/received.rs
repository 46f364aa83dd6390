//! Reads a response: its code, the string of an unknown code, and the message, which is cut to fit. The twin uses
//! serde-json-core, and reads the code only.

#![no_std]
#![no_main]

use errcodes::ErrorCode;
#[cfg(not(feature = "twin"))]
use errcodes::RawError;
use programs::program;

#[cfg(not(feature = "twin"))]
program! {
    fn(&[u8], &mut [u8; 32], &mut [u8; 32]) -> (Option<ErrorCode>, usize, usize): |body, code, message| {
        let received = RawError::read(body);
        let code = received.code.map_or(0, |text| text.cut_to(code).len());
        (received.known(), code, received.message.map_or(0, |text| text.cut_to(message).len()))
    };
}

#[cfg(feature = "twin")]
program! {
    fn(&[u8]) -> Option<ErrorCode>: |body| {
        serde_json_core::from_slice::<errcodes::ReceivedError<errcodes::NoText>>(body).ok()?.0.known()
    };
}
