/// What separates the parts of a multipart body (RFC 2046 §5.1.1).
package struct Boundary: Sendable {
    let bytes: [UInt8]

    /// The boundary that a Content-Type names.
    ///
    /// Nil if the type is not multipart/form-data, or has not exactly one boundary of 1 to 70 characters which does not end with a space.
    package init?(_ contentType: MediaType) {
        guard contentType.matches("multipart/form-data"), contentType.parameters.count(of: "boundary") == 1,
            let bytes = contentType.parameters["boundary"], (1...70).contains(bytes.count), bytes.last != .space,
            bytes.allSatisfy(\.isBoundaryCharacter)
        else { return nil }
        self.bytes = bytes
    }
}

extension UInt8 {
    /// bchars of RFC 2046 §5.1.1: letters, digits, space and `'()+_,-./:=?`.
    fileprivate var isBoundaryCharacter: Bool {
        switch self {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case 0x20, 0x27...0x29, 0x2B...0x2F, 0x3A, 0x3D, 0x3F, 0x5F: true
        default: false
        }
    }
}
