/// Text in which at most 30 combining marks follow each other, much as in the stream-safe text format of UAX #15 §13.
///
/// Marks are the scalars with a combining class; those few that only decompose to one do not count.
///
/// No language needs more. Comparing two strings, or hashing one, puts the marks of each run in order, which takes time
/// with the square of its length: a run of a million holds a processor for hours. So what comes from outside is looked
/// at once, where it comes in.
package enum StreamSafeText {
    /// The most combining marks in a row.
    package static let maximumMarks = 30

    /// Where the first mark too many begins; nil if the text is safe.
    ///
    /// - Parameter text: Valid UTF-8.
    package static func firstExcess<Text: RandomAccessCollection<UInt8>>(in text: Text) -> Int?
    where Text.Index == Int {
        var marks = 0
        var index = text.startIndex
        while index < text.endIndex {
            let start = index
            let lead = text[index]
            index += 1
            // The first mark is U+0300, CC 80 in UTF-8.
            if lead < 0xCC {
                if lead & 0xC0 != 0x80 { marks = 0 }
                continue
            }
            var code = UInt32(lead) & (lead < 0xE0 ? 0x1F : lead < 0xF0 ? 0x0F : 0x07)
            while index < text.endIndex, text[index] & 0xC0 == 0x80 {
                code = code << 6 | UInt32(text[index] & 0x3F)
                index += 1
            }
            let isMark = Unicode.Scalar(code).map { $0.properties.canonicalCombiningClass != .notReordered } ?? false
            marks = isMark ? marks + 1 : 0
            if marks > maximumMarks { return start - text.startIndex }
        }
        return nil
    }
}
