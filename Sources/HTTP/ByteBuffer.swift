import Glibc

/// A queue of bytes in one piece of memory: filled at the end, consumed from the front.
///
/// Raw memory instead of `[UInt8]`, because the kernel reads into it and the parser's views point into it.
struct ByteBuffer: ~Copyable {
    private var storage: UnsafeMutableRawPointer?
    /// Bytes of memory.
    private(set) var capacity = 0
    private var start = 0
    private var end = 0

    init() {}

    deinit { free(storage) }

    var count: Int { end - start }

    var isEmpty: Bool { end == start }

    /// The bytes not yet consumed; valid until the buffer changes.
    var bytes: UnsafeMutableRawBufferPointer {
        guard let storage else { return UnsafeMutableRawBufferPointer(start: nil, count: 0) }
        return UnsafeMutableRawBufferPointer(start: storage + start, count: end - start)
    }

    /// At least `minimum` bytes of memory after the last byte, to be written and then `commit`ted.
    mutating func space(_ minimum: Int) -> UnsafeMutableRawBufferPointer {
        if capacity - end < minimum { makeRoom(minimum) }
        guard let storage else { return UnsafeMutableRawBufferPointer(start: nil, count: 0) }
        return UnsafeMutableRawBufferPointer(start: storage + end, count: capacity - end)
    }

    /// Takes the first `count` bytes of `space` as written.
    mutating func commit(_ count: Int) { end += count }

    /// Drops the first `count` bytes.
    mutating func consume(_ count: Int) {
        start += count
        if start == end {
            start = 0
            end = 0
        }
    }

    /// Drops `range`, counted from the first byte not yet consumed, and closes the gap.
    mutating func remove(_ range: Range<Int>) {
        guard let storage, !range.isEmpty else { return }
        let gap = storage + start + range.lowerBound
        memmove(gap, gap + range.count, count - range.upperBound)
        end -= range.count
    }

    mutating func append(_ bytes: UnsafeRawBufferPointer) {
        guard let source = bytes.baseAddress, !bytes.isEmpty else { return }
        guard let target = space(bytes.count).baseAddress else { return }
        memcpy(target, source, bytes.count)
        end += bytes.count
    }

    mutating func append(_ text: StaticString) {
        append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Writes a number that is not negative in decimal.
    mutating func append(decimal number: Int) {
        guard let target = space(20).baseAddress else { return }
        var digits = 1
        var bound = number
        while bound >= 10 {
            bound /= 10
            digits += 1
        }
        var rest = number
        for offset in stride(from: digits - 1, through: 0, by: -1) {
            target.storeBytes(of: UInt8(truncatingIfNeeded: 0x30 + rest % 10), toByteOffset: offset, as: UInt8.self)
            rest /= 10
        }
        end += digits
    }

    /// Gives the memory back if nothing is in it: what an idle connection holds should be nothing.
    mutating func releaseIfEmpty() {
        guard isEmpty else { return }
        free(storage)
        storage = nil
        capacity = 0
    }

    private mutating func makeRoom(_ minimum: Int) {
        if start > 0, let storage {
            memmove(storage, storage + start, count)
            end -= start
            start = 0
        }
        guard capacity - end < minimum else { return }
        capacity = max(4096, capacity * 2, end + minimum)
        guard let grown = realloc(storage, capacity) else { abort() }
        storage = grown
    }
}
