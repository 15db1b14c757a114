import Glibc

/// A growing buffer of JSON text that can be cut back to an earlier mark.
///
/// Raw memory, because the walker writes every byte of every answer through here. One lives as long as its executor and
/// is emptied, not freed, between requests.
package struct JSONOutput: ~Copyable {
    @usableFromInline var start: UnsafeMutablePointer<UInt8>
    @usableFromInline var capacity: Int
    @usableFromInline var count = 0

    /// - Parameter capacity: Bytes to begin with; the buffer doubles when they are used up.
    package init(capacity: Int = 16_384) {
        self.capacity = capacity
        start = .allocate(capacity: capacity)
    }

    deinit { start.deallocate() }

    /// The current length in bytes; hand it to `truncate(to:)` to forget everything written since.
    @inlinable package var mark: Int { count }

    /// What has been written; valid until the next write.
    package var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }

    /// A copy of what has been written, as a text.
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    @inlinable package mutating func truncate(to mark: Int) { count = mark }

    /// Forgets everything, and gives back what only a large answer needs.
    package mutating func empty() {
        count = 0
        guard capacity > Self.keptCapacity else { return }
        start.deallocate()
        capacity = Self.keptCapacity
        start = .allocate(capacity: capacity)
    }

    /// Bytes that are kept between answers.
    private static let keptCapacity = 1 << 20

    @inlinable mutating func reserve(_ more: Int) {
        if capacity - count < more { grow(more) }
    }

    @usableFromInline mutating func grow(_ more: Int) {
        capacity = max(capacity * 2, count + more)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        larger.update(from: start, count: count)
        start.deallocate()
        start = larger
    }

    @inlinable package mutating func byte(_ byte: UInt8) {
        reserve(1)
        start[count] = byte
        count += 1
    }

    @inlinable package mutating func raw(_ text: StaticString) {
        raw(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    @inlinable package mutating func raw(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let source = bytes.baseAddress else { return }
        reserve(bytes.count)
        memcpy(start + count, source, bytes.count)
        count += bytes.count
    }

    package mutating func raw(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { raw($0) }
    }

    /// Writes a decimal integer.
    package mutating func integer(_ value: Int64) {
        reserve(20)
        count += decimalDigits(of: value, into: start + count)
    }

    /// Writes a JSON string.
    ///
    /// Escapes what RFC 8259 §7 requires: quotation mark, reverse solidus, U+0000–U+001F.
    package mutating func string(_ utf8: UnsafeBufferPointer<UInt8>) {
        // Six bytes for one is the worst case: \u001f.
        reserve(utf8.count * 6 + 2)
        var target = start + count
        target[0] = 0x22
        target += 1
        if let source = utf8.baseAddress { target = copyEscaping(source, utf8.count, to: target) }
        target[0] = 0x22
        count = target + 1 - start
    }

    package mutating func string(_ text: String) {
        var text = text
        text.withUTF8 { string($0) }
    }

    /// Writes a string that needs no escape.
    @inlinable package mutating func quoted(_ utf8: UnsafeBufferPointer<UInt8>) {
        byte(0x22)
        raw(utf8)
        byte(0x22)
    }

    package mutating func boolean(_ value: Bool) { raw(value ? "true" : "false") }

    /// Makes an object of the members since `start`, each of which begins with a comma.
    @inlinable mutating func closeObject(from start: Int) {
        if count == start { return raw("{}") }
        self.start[start] = 0x7B
        byte(0x7D)
    }

    /// Makes a list of the items since `start`, each of which begins with a comma.
    @inlinable mutating func closeList(from start: Int) {
        if count == start { return raw("[]") }
        self.start[start] = 0x5B
        byte(0x5D)
    }

    /// Puts the blocks that begin at `marks`, and end where the next begins, in the opposite order.
    mutating func reverseBlocks(_ marks: ArraySlice<Int>) {
        guard let first = marks.first else { return }
        let length = count - first
        reserve(length)
        var target = start + count
        var end = count
        for mark in marks.reversed() {
            memcpy(target, start + mark, end - mark)
            target += end - mark
            end = mark
        }
        memcpy(start + first, start + count, length)
    }

    /// Puts the bytes written since `middle` before those written between `first` and `middle`.
    package mutating func rotate(_ first: Int, _ middle: Int) {
        let head = middle - first
        let tail = count - middle
        guard head > 0, tail > 0 else { return }
        reserve(head)
        memcpy(start + count, start + first, head)
        memmove(start + first, start + middle, tail)
        memcpy(start + first + tail, start + count, head)
    }
}

/// Writes `value` in decimal and returns how many bytes that took, at most 20.
@inline(__always)
func decimalDigits(of value: Int64, into target: UnsafeMutablePointer<UInt8>) -> Int {
    var length = 0
    var rest = value.magnitude
    repeat {
        target[length] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
        length += 1
    } while rest > 0
    if value < 0 {
        target[length] = 0x2D
        length += 1
    }
    var low = 0
    var high = length - 1
    while low < high {
        (target[low], target[high]) = (target[high], target[low])
        low += 1
        high -= 1
    }
    return length
}
