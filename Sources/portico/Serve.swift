import API
import CAssets
import Glibc
import HTTP
import Portal
import Storage

/// `portico serve`
enum Serve {
    static func run() throws {
        let served = try ServedDatabase(path: CommandLine.arguments.dropFirst().first ?? "portico.db")
        if CommandLine.arguments.contains("--demo") {
            let connection = try served.database.connectForWriting()
            for account in try Demo.fill(connection, .live) {
                print(account.role.rawValue, account.displayName, account.token.text)
            }
            try connection.analyze()
        }
        let portal = try BoundSchema(
            sdl: Array(UnsafeBufferPointer(start: asset_schema.bytes, count: asset_schema.count)))
        let writer = try MutationWriter(served.database, .live)
        var configuration = Server.Configuration()
        configuration.port = 8080
        configuration.loops = sysconf(Int32(_SC_NPROCESSORS_ONLN))
        configuration.watchesSignals = true
        let server = try Server(configuration)
        print("Listening on http://127.0.0.1:\(server.port)")
        let database = served.database
        try server.run { _ in
            GraphQLHandler(try Endpoint(portal, database, writer: writer, .live), files: StaticFile.all)
        }
        writer.stop()
    }
}

extension Environment {
    /// The clock and the dice of the system.
    static let live = Environment(
        now: {
            var time = timespec()
            clock_gettime(CLOCK_REALTIME, &time)
            return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
        },
        randomBytes: { count in
            var generator = SystemRandomNumberGenerator()
            return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        })
}
