import Foundation

/// A CSV file that is open: whatever is made for an import is made after it was found.
package struct CSVFile {
    private static let chunkSize = 65_536

    private let path: String
    private let handle: FileHandle
    /// Bytes.
    let size: Int

    /// - Throws: `unreadable`, also for a directory, which can be opened but not read.
    package init(path: String) throws(ImportError) {
        guard let handle = FileHandle(forReadingAtPath: path) else { throw .unreadable(path: path) }
        do {
            _ = try handle.read(upToCount: 1)
            size = Int(clamping: try handle.seekToEnd())
            try handle.seek(toOffset: 0)
        } catch { throw .unreadable(path: path) }
        self.path = path
        self.handle = handle
    }

    /// The next bytes; none at the end.
    func read() throws(ImportError) -> [UInt8] {
        do { return [UInt8](try handle.read(upToCount: Self.chunkSize) ?? Data()) } catch {
            throw .unreadable(path: path)
        }
    }
}
