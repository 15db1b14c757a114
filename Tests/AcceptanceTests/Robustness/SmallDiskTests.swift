import TestSupport
import Testing

extension Robustness {
    /// A disk in memory, which only the server sees, stands in for one that others fill, too.
    @Suite("A small disk", .enabled(if: SmallDisk.canBe, "unshare may not make a disk"))
    struct SmallDiskTests {
        private let disk: SmallDisk
        private let server: RunningServer
        private let client: Client
        private let user: String

        init() throws {
            disk = try SmallDisk(mebibytes: 300)
            server = try RunningServer(["--demo", "--data", disk.directory.file("portico.db")], room: disk.command)
            client = try server.client()
            user = try server.token(of: "PARTNER_USER")
        }

        private static let content = String(repeating: "0123456789abcde\n", count: (25 << 20) / 16)

        /// Announces a file of 25 MiB, and sends it.
        private func upload() throws -> Client.Answer {
            let announced = client.post(
                #"{"query":"mutation{addAttachment(fileName:\"a.txt\",size:26214400){uploadUrl}}"}"#, token: user)
            let address = try #require(announced.body.firstMatch(of: #/"uploadUrl":"([^"]+)"/#)).1
            let sender = try server.client()
            sender.send("PUT \(address) HTTP/1.1\r\nHost: a\r\nContent-Length: 26214400\r\n\r\n\(Self.content)")
            return sender.answer()
        }

        @Test("Files are refused while 256 MiB of it are left, and the database goes on taking changes")
        func reserve() throws {
            #expect(try upload().status == 201)
            let refused = try upload()
            #expect(
                refused.lines.filter { $0 != "Connection: close" } == [
                    "HTTP/1.1 507 Insufficient Storage", "Content-Type: text/plain; charset=utf-8", "Retry-After: 10",
                    "Content-Length: 48",
                ])
            #expect(refused.request(behind: "Insufficient Storage") != nil, "\(refused.body)")
            let parts =
                "--X\r\nContent-Disposition: form-data; name=\"operations\"\r\n\r\n"
                + #"{"query":"mutation($f:Upload!){addAttachment(file:$f){replayed}}","variables":{"f":null}}"#
                + "\r\n--X\r\nContent-Disposition: form-data; name=\"map\"\r\n\r\n"
                + #"{"0":["variables.f"]}"#
                + "\r\n--X\r\nContent-Disposition: form-data; name=\"0\"; filename=\"a.txt\"\r\n\r\n"
                + Self.content + "\r\n--X--\r\n"
            let mutation = try server.client().post(
                parts, token: user, contentType: "multipart/form-data; boundary=X")
            #expect(mutation.status == 507)
            #expect(
                mutation.error
                    == "There is no room to keep changes. Reading goes on; try again later. INSUFFICIENT_STORAGE")
            for count in 1...100 {
                #expect(
                    CaseWriters.acknowledgement(in: client.post(CaseWriters.request("\(count)"), token: user)) != nil)
            }
            #expect(server.stop().exitCode == 0)
        }
    }
}

/// A disk of its own for one process and what comes of it, which is gone with them.
private struct SmallDisk {
    let directory: TemporaryDirectory
    private let mebibytes: Int

    init(mebibytes: Int) throws {
        directory = try TemporaryDirectory()
        self.mebibytes = mebibytes
    }

    /// What makes the disk in place of the directory, and becomes what follows.
    var command: [String] {
        let mount = "mount -t tmpfs -o size=\(mebibytes)m tmpfs \"$0\" && exec \"$@\""
        return ["/usr/bin/unshare", "--map-root-user", "--mount", "/bin/sh", "-c", mount, directory.path]
    }

    /// Whether the system lets us.
    static let canBe = {
        guard let disk = try? SmallDisk(mebibytes: 1) else { return false }
        let words = disk.command.map { "'\($0)'" } + ["echo", "yes"]
        return (try? Shell.run(words.joined(separator: " ") + " 2>/dev/null")) == "yes\n"
    }()
}
