import Foundation
import Portal
import TestSupport
import Testing

/// Files of each kind of record, from their announcement to their download.
@Suite("Files of records")
struct RecordFileTests {
    private let directory: TemporaryDirectory
    private let server: RunningServer
    private let caller: Caller

    init() throws {
        directory = try TemporaryDirectory()
        server = try RunningServer(["--demo", "--data", directory.file("portico.db")])
        caller = Caller(port: server.port, token: try server.token(of: "PARTNER_USER"))
    }

    private struct File: Decodable, Equatable {
        let id: String
        let fileName: String
        let size: Int
        let sha256: String
        let url: String?
    }

    private struct Files: Decodable {
        struct Page: Decodable {
            let totalCount: Int
            let nodes: [File]
        }
        let attachments: Page
    }

    private static let file = "id fileName size sha256 url"

    /// The first of the user's records in a list.
    private func record(in list: String, _ arguments: String) throws -> String {
        struct Page: Decodable {
            struct Node: Decodable { let id: String }
            let nodes: [Node]
        }
        let answer = try caller.ask(
            "{ page: \(list)(first: 1\(arguments)) { nodes { id } } }", for: [String: Page].self)
        return try #require(answer.data?["page"]?.nodes.first, "\(answer.codes)").id
    }

    /// What the record has, with its last file.
    private func files(of record: String) throws -> Files.Page {
        let answer = try caller.ask(
            #"{ node(id: "\#(record)") { ... on HasActivity { attachments(last: 1) { totalCount nodes { \#(Self.file) } } } } }"#,
            for: [String: Files?].self)
        return try #require(answer.data?["node"] ?? nil, "\(answer.codes)").attachments
    }

    /// Announces a file, and sends it.
    ///
    /// - Returns: Its id.
    private func add(_ content: String, named name: String, to record: String?) throws -> String {
        struct Announced: Decodable {
            struct Attachment: Decodable { let id: String }
            let attachment: Attachment
            let uploadUrl: String
        }
        let subject = record.map { #"subjectId: "\#($0)", "# } ?? ""
        let answer = try caller.ask(
            #"mutation { a: addAttachment(\#(subject)fileName: "\#(name)", size: \#(content.utf8.count)) { attachment { id } uploadUrl } }"#,
            for: [String: Announced].self)
        let announced = try #require(answer.data?["a"], "\(answer.codes)")
        let client = try server.client()
        client.send(
            "PUT \(announced.uploadUrl) HTTP/1.1\r\nHost: a\r\nContent-Length: \(content.utf8.count)\r\n\r\n\(content)")
        #expect(client.answer().status == 201)
        return announced.attachment.id
    }

    /// Expects that the file is the record's last, and is downloaded as it was sent.
    private func expect(_ id: String, _ name: String, _ content: String, in page: Files.Page) throws {
        let file = try #require(page.nodes.last)
        let digest = SHA256.digest(content.utf8.span).hexadecimal
        #expect(
            file == File(id: id, fileName: name, size: content.utf8.count, sha256: digest, url: file.url))
        let download = try server.client().get(try #require(file.url))
        #expect(download.status == 200 && download.body == content)
    }

    static let lists = [
        ("registrations", ", filter: {state: [SUBMITTED, IN_REVIEW, ACTION_REQUIRED]}"), ("opportunities", ""),
        ("cases", ", filter: {status: [NEW, ASSIGNED, OPEN, IN_PROGRESS]}"),
    ]

    @Test(
        "A file that is announced for a registration, an opportunity or a case is there when it has come",
        arguments: lists)
    func announced(_ list: String, _ arguments: String) throws {
        let record = try record(in: list, arguments)
        let before = try files(of: record).totalCount
        let content = "A file of \(list).\n"
        let id = try add(content, named: "\(list).txt", to: record)
        let after = try files(of: record)
        #expect(after.totalCount == before + 1)
        try expect(id, "\(list).txt", content, in: after)
    }

    @Test("Files that come with a comment belong to the record, and its activity tells of both", arguments: lists)
    func commented(_ list: String, _ arguments: String) throws {
        let record = try record(in: list, arguments)
        let before = try files(of: record).totalCount
        let content = "A file of a comment.\n"
        let id = try add(content, named: "said.txt", to: nil)
        struct Commented: Decodable {
            struct Comment: Decodable {
                struct Subject: Decodable { let id: String }
                let body: String
                let subject: Subject
            }
            let comment: Comment?
        }
        let answer = try caller.ask(
            #"mutation { c: addComment(subjectId: "\#(record)", body: "See the file.", attachmentIds: ["\#(id)"]) { comment { body subject { id } } } }"#,
            for: [String: Commented].self)
        let comment = try #require(answer.data?["c"]?.comment, "\(answer.codes)")
        #expect(comment.body == "See the file." && comment.subject.id == record)
        let after = try files(of: record)
        #expect(after.totalCount == before + 1)
        try expect(id, "said.txt", content, in: after)
        struct Activity: Decodable {
            struct Page: Decodable {
                struct Item: Decodable {
                    let body: String?
                    let fileName: String?
                }
                let nodes: [Item]
            }
            let activity: Page
        }
        let activity = try caller.ask(
            #"{ node(id: "\#(record)") { ... on HasActivity { activity(first: 2, kinds: [COMMENT, ATTACHMENT]) { nodes { ... on Comment { body } ... on Attachment { fileName } } } } } }"#,
            for: [String: Activity?].self)
        let items = try #require(activity.data?["node"] ?? nil, "\(activity.codes)").activity.nodes
        #expect(Set(items.map { $0.body ?? $0.fileName }) == ["See the file.", "said.txt"])
    }
}
