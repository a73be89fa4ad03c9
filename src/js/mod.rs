//! The border with JavaScript: reads and creates values, objects and errors, so that nothing throws through
//! the wasm, and a polluted `Object.prototype` has no effect.

pub mod clock;
pub mod console;
pub mod error;
pub mod object;
pub mod page;
pub mod promise;
pub mod value;

pub use object::{Dictionary, Opaque};
pub use value::{
    element, field, hides_contents, is_absent, is_array, is_missing, is_record, own, parse,
    property, string, stringify, text,
};
