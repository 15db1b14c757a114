import Execution

/// Texts that a client gives back: as they are, and as the inside of a cursor of this very list.
func readCursor(_ bytes: [UInt8]) -> Bool {
    let order: [Orders.Term.Kind] = [.text, .integer]
    let text = String(decoding: bytes, as: UTF8.self)
    _ = Cursor.decode(text, 0x0102, order)
    let inside = [1, 2] + bytes
    let made = Base64URL.encode(inside[...])
    guard Base64URL.decode(made) == inside else { return false }
    let values = Cursor.decode(String(decoding: made, as: UTF8.self), 0x0102, order)
    guard values.map({ $0.count == order.count }) ?? true else { return false }
    guard let (typeName, row) = GlobalID.decode(text) else { return true }
    return GlobalID.encode(String(typeName), row) == text
}
