import Foundation
import Dispatch
import Glibc
import Synchronization
import TestSupport

/// The real program, which is built beside the tests.
final class PorticoProcess {
    let id: pid_t
    private let output: FileHandle
    private let errors: FileHandle
    private var hasEnded = false

    /// Starts it in a directory, with nothing in its environment but `environment` and what `.ci/tsan` needs, and a file as its
    /// standard input.
    ///
    /// - Parameters:
    ///   - limit: What `ulimit` is told for it, such as `-s 1024`; nil for what is said to the tests.
    ///   - room: A command that becomes the program, and where it runs; nil for none.
    ///   - log: A file that it writes its log to, such as a terminal; nil if `outcome` shall tell what is in it.
    init(
        _ arguments: [String], in directory: String = "/", environment: [String: String] = [:],
        input: String = "/dev/null", limit: String? = nil, room: [String]? = nil, log: String? = nil
    ) throws {
        let output = Pipe()
        let errors = Pipe()
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, input, O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output.fileHandleForWriting.fileDescriptor, STDOUT_FILENO)
        if let log {
            posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, log, O_WRONLY | O_NOCTTY, 0)
        } else {
            posix_spawn_file_actions_adddup2(&actions, errors.fileHandleForWriting.fileDescriptor, STDERR_FILENO)
        }
        // What else the tests have open is none of its business, least of all where descriptors are counted.
        for name in try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd") {
            if let descriptor = Int32(name), descriptor > STDERR_FILENO { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        }
        // The shell and env(1), which goes to the directory, become the program, in the same process.
        let limited = limit.map { ["/bin/sh", "-c", "ulimit \($0) && exec \"$@\"", "sh"] } ?? []
        let command = (room ?? []) + limited + ["/usr/bin/env", "-C", directory, Self.path] + arguments
        let watch = ProcessInfo.processInfo.environment.filter { ["LD_PRELOAD", "TSAN_OPTIONS"].contains($0.key) }
        var words = command.map { strdup($0) } + [nil]
        var variables = environment.merging(watch) { given, _ in given }.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in words + variables { free(text) } }
        var id: pid_t = 0
        let result = posix_spawn(&id, command[0], &actions, nil, &words, &variables)
        guard result == 0 else { throw NSError(domain: NSPOSIXErrorDomain, code: Int(result)) }
        // Only the child may hold the writing ends, or reading would never come to an end.
        try output.fileHandleForWriting.close()
        try errors.fileHandleForWriting.close()
        self.id = id
        self.output = output.fileHandleForReading
        self.errors = errors.fileHandleForReading
    }

    deinit {
        guard !hasEnded else { return }
        kill(id, SIGKILL)
        waitpid(id, nil, 0)
    }

    /// What it printed, and how it ended.
    struct Outcome {
        /// Nil when a signal ended it.
        let exitCode: Int32?
        let output: String
        let errors: String
    }

    /// Runs it to its end.
    static func run(
        _ arguments: [String], in directory: String = "/", environment: [String: String] = [:],
        input: String = "/dev/null", limit: String? = nil
    ) throws -> Outcome {
        try PorticoProcess(arguments, in: directory, environment: environment, input: input, limit: limit).outcome()
    }

    /// Waits until it ends; both of its outputs are read meanwhile, so that it need not wait itself.
    func outcome() -> Outcome {
        let read = Mutex(Data())
        let isRead = DispatchSemaphore(value: 0)
        Thread.detachNewThread { [errors] in
            let data = errors.readDataToEndOfFile()
            read.withLock { $0 = data }
            isRead.signal()
        }
        let output = output.readDataToEndOfFile()
        isRead.wait()
        let errors = read.withLock { $0 }
        var status: Int32 = 0
        waitpid(id, &status, 0)
        hasEnded = true
        return Outcome(
            exitCode: status & 0x7F == 0 ? (status >> 8) & 0xFF : nil, output: String(decoding: output, as: UTF8.self),
            errors: String(decoding: errors, as: UTF8.self))
    }

    func signal(_ number: Int32) { kill(id, number) }

    /// What it has complained of, or asked for, up to a text; all of it when it ends before.
    func errors(through text: String) -> String {
        var read = ""
        while !read.contains(text), case let more = errors.availableData, !more.isEmpty {
            read += String(decoding: more, as: UTF8.self)
        }
        return read
    }

    /// Its output up to and with the first line that begins with `prefix`; all of it when there is none.
    func output(through prefix: String) -> String {
        var text = ""
        while true {
            let more = output.availableData
            text += String(decoding: more, as: UTF8.self)
            let isThere = text.split(separator: "\n").contains { $0.hasPrefix(prefix) }
            if more.isEmpty || (isThere && text.hasSuffix("\n")) { return text }
        }
    }

    private static let path = BuiltProgram.path("portico")
}
