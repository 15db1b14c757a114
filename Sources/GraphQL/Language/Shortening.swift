extension String {
    /// The longest piece of a document or a value that a message quotes, in Unicode scalars: enough to find it again.
    package static let longestQuotation = 200

    /// The text, or its beginning and an ellipsis.
    ///
    /// - Parameter length: In Unicode scalars.
    package func shortened(to length: Int = longestQuotation) -> String {
        // A scalar has at least one byte.
        guard utf8.count > length,
            let end = unicodeScalars.index(
                unicodeScalars.startIndex, offsetBy: length, limitedBy: unicodeScalars.endIndex),
            end < unicodeScalars.endIndex
        else { return self }
        return self[..<end] + "…"
    }
}
