import Execution
import GraphQL

/// What is a value is the same value in a list and between spaces, and the reader that only looks where it ends finds its end.
func readJSON(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard let value = try? JSONReader.value(bytes) else { return true }
    let listed = Array(" [".utf8) + bytes + Array("\n]".utf8)
    let isSame = listed.withUnsafeBytes { listed in
        do throws(JSONError) { return try JSONReader.value(listed) == .list([value]) } catch {
            return error.reason == .tooDeep
        }
    }
    guard isSame else { return false }
    var reader = JSONReader(bytes)
    guard let place = try? reader.rawValue(), (try? reader.end()) != nil else { return false }
    return (try? JSONReader.value(UnsafeRawBufferPointer(rebasing: bytes[place]))) == value
}
