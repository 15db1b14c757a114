import API
import Glibc
import HTTP
import Portal

/// Documents that the operator has chosen, in the files of a folder.
struct TrustedDocuments {
    private let path: String?
    private let isOnlySet: Bool
    private let origin: String

    init(_ options: Options) throws(Failure) {
        let setting = options.setting(.trusted)
        path = setting.isStandard ? nil : setting.value
        origin = setting.origin
        isOnlySet = options.isGiven(.trustedOnly)
        guard path != nil || !isOnlySet else {
            throw Failure(.usage, "--trusted-only: there is no folder: name it with --trusted")
        }
    }

    /// As `--print-config` shows it.
    var folder: Setting { Setting(value: path ?? "(none)", origin: origin) }

    /// Whether all other documents are refused, as `--print-config` shows it.
    var isOnly: Setting {
        Setting(
            value: isOnlySet ? "on" : "off", origin: isOnlySet ? Option.trustedOnly.name : Setting.standardOrigin)
    }

    /// Reads the folder's `.graphql` files, not those of folders in it.
    ///
    /// - Throws: A failure that names the first file that cannot be read, or the first place that no role may ask.
    func read(for portal: BoundSchema) throws(Failure) -> PersistedDocuments {
        guard let path else { return PersistedDocuments() }
        var documents: [[UInt8]] = []
        for name in try Self.names(in: path) { documents.append(try Self.document("\(path)/\(name)", for: portal)) }
        guard !documents.isEmpty else {
            throw Failure(.configuration, "\(path): has no .graphql file: put documents there, or leave --trusted out")
        }
        return PersistedDocuments(trusted: documents, takesOnlyTrusted: isOnlySet)
    }

    private static func names(in folder: String) throws(Failure) -> [String] {
        guard let directory = opendir(folder) else {
            throw Failure(.configuration, "\(folder): cannot be read: \(systemMessage(errno))")
        }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.hasSuffix(".graphql") { names.append(name) }
        }
        return names.sorted()
    }

    private static func document(_ path: String, for portal: BoundSchema) throws(Failure) -> [UInt8] {
        let file: SourceFile
        do throws(Failure) { file = try SourceFile(path, atMost: HTTP.Limits().content) } catch {
            throw Failure(.configuration, error.message)
        }
        guard String(validating: file.bytes, as: UTF8.self) != nil else {
            throw Failure(.configuration, "\(path): is not UTF-8")
        }
        if Role.allCases.contains(where: { portal.errors(in: file.bytes, for: $0).isEmpty }) { return file.bytes }
        let error = portal.errors(in: file.bytes, for: nil).first
        let line = error.map { file.line($0.message, at: $0.locations) }
        throw Failure(.configuration, line ?? "\(path): no role may ask for all of it")
    }
}
