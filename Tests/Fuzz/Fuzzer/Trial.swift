import FuzzReaders
import Glibc

/// The reader that the environment names.
private let reader = getenv("PORTICO_FUZZ").map { String(cString: $0) }.flatMap(Reader.init)

/// Called by libFuzzer with whatever it thinks of; what ends the process is kept in a file.
///
/// Its name is the one that libFuzzer's own `main` looks for: the linker insists on it, though ours is the one that runs.
@_cdecl("LLVMFuzzerTestOneInput")
public func tryOne(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let reader else { preconditionFailure("PORTICO_FUZZ names no reader") }
    precondition(reader.holds(for: Array(UnsafeBufferPointer(start: start, count: count))), "\(reader) breaks its word")
    return 0
}
