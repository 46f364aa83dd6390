//! The error codes in the API's `OpenAPI` document.

macro_rules! schema {
    ($({
        group = $group:ident, enum = $enum:ident, variant = $variant:ident, path = $path:path, code = $code:literal,
        $($rest:tt)*
    })*) => {
        /// All errorCodes that the API answers with.
        #[derive(utoipa::ToSchema)]
        pub enum ErrorCode {
            $( #[schema(rename = $code)] $variant, )*
        }
    };
}
errcodes::for_each_code!(schema);
