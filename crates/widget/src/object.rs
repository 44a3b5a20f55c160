//! Plain JavaScript objects, made by hand: a serialiser would weigh more than all of them.

use js_sys::{Error, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// An object with these properties.
pub(crate) fn object(properties: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in properties {
        set(&object, name, value);
    }
    object
}

/// Sets a property of an object of ours, on which that cannot fail.
pub(crate) fn set(object: &Object, name: &str, value: &JsValue) {
    let _ = Reflect::set(object, &name.into(), value);
}

/// Sets a property of an object of ours that is computed by a function whenever it is read.
pub(crate) fn compute(object: &Object, name: &str, function: &JsValue) {
    // It must not inherit what a page adds to `Object.prototype`.
    let descriptor = Object::create(JsValue::NULL.unchecked_ref());
    set(&descriptor, "get", function);
    set(&descriptor, "enumerable", &JsValue::TRUE);
    set(&descriptor, "configurable", &JsValue::TRUE);
    Object::define_property(object, &name.into(), &descriptor);
}

/// A property, or `undefined`.
pub(crate) fn get(object: &Object, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or_default()
}

/// A number that JavaScript can count with.
pub(crate) fn number(number: usize) -> JsValue {
    u32::try_from(number).unwrap_or(u32::MAX).into()
}

/// An `Error` with a `code` to tell it by.
pub(crate) fn error(code: &str, message: &str) -> JsValue {
    let error = Error::new(message);
    set(&error, "code", &code.into());
    error.into()
}
