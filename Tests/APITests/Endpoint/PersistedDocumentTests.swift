import Portal
import Testing

@testable import API

@Suite("Documents that are named")
struct PersistedDocumentTests {
    private static let source = "query A { __typename } query B { b: __typename }"
    private static let hash = SHA256.digest(Array(source.utf8).span).hexadecimal
    private static let answer = #"{"data":{"b":"Query"}}"#

    private static func persisted(_ hash: String, version: String = "1") -> String {
        #""operationName":"B","extensions":{"persistedQuery":{"version":\#(version),"sha256Hash":"\#(hash)"}}"#
    }

    private static func trusting(only: Bool = false) throws -> ServedPortal {
        try ServedPortal(documents: PersistedDocuments(trusted: [Array(source.utf8)], takesOnlyTrusted: only))
    }

    private static func error(_ code: String, _ message: String) -> String {
        let message = message.replacing("\"", with: #"\""#)
        return #"{"errors":[{"message":"\#(message)","extensions":{"code":"\#(code)"}}]}"#
    }

    private static let notFound = error("PERSISTED_QUERY_NOT_FOUND", "PersistedQueryNotFound")

    @Test(
        "A trusted document is named in any of four ways",
        arguments: [
            #""documentId":"sha256:\#(hash)","operationName":"B""#, #""documentId":"\#(hash)","operationName":"B""#,
            #""documentId":"\#(hash.uppercased())","operationName":"B""#, persisted(hash),
        ])
    func trusted(_ members: String) throws {
        let (outcome, answer) = try Self.trusting().send("{\(members)}", as: .anonymous)
        #expect(outcome == .executed)
        #expect(answer == Self.answer)
    }

    @Test("A document that came with its hash is known by it from then on, to every role")
    func automatic() throws {
        let portal = try ServedPortal()
        let named = "{\(Self.persisted(Self.hash))}"
        let (outcome, answer) = portal.send(named, as: TestPortal.user)
        #expect(outcome == .refused)
        #expect(answer == Self.notFound)
        let sent = #"{"query":"\#(Self.source.replacing("A", with: "\\u0041"))",\#(Self.persisted(Self.hash))}"#
        #expect(portal.send(sent, as: TestPortal.user).answer == Self.answer)
        for viewer in [TestPortal.user, TestPortal.admin, .anonymous] {
            #expect(portal.send(named, as: viewer).answer == Self.answer)
        }
    }

    @Test("A document that is not valid is not kept, nor one that is too large")
    func notKept() throws {
        let portal = try ServedPortal()
        let most = Self.document(of: PersistedDocuments.maximumDocumentBytes)
        #expect(most.utf8.count == 65_536)
        let long = Self.document(of: PersistedDocuments.maximumDocumentBytes + 1)
        for source in ["{nonsense}", "{", long] {
            let hash = SHA256.digest(Array(source.utf8).span).hexadecimal
            let named = #""extensions":{"persistedQuery":{"version":1,"sha256Hash":"\#(hash)"}}"#
            _ = portal.send(#"{"query":"\#(source)",\#(named)}"#, as: TestPortal.user)
            #expect(portal.send("{\(named)}", as: TestPortal.user).answer == Self.notFound)
        }
        let hash = SHA256.digest(Array(most.utf8).span).hexadecimal
        let named = #""documentId":"\#(hash)""#
        _ = portal.send(#"{"query":"\#(most)",\#(named)}"#, as: TestPortal.user)
        #expect(portal.send("{\(named)}", as: TestPortal.user).answer == #"{"data":{"__typename":"Query"}}"#)
    }

    /// So many bytes.
    private static func document(of count: Int) -> String {
        let query = "{__typename}"
        return query + String(repeating: " ", count: count - query.utf8.count)
    }

    @Test("A trusted document may have whatever JSON writes otherwise")
    func escapes() throws {
        let source = "# \"é\" \\ 😀\r\n{\t__type(name: \"Quer\\u0079\") { name } }"
        let documents = PersistedDocuments(trusted: [Array(source.utf8)], takesOnlyTrusted: true)
        let hash = SHA256.digest(Array(source.utf8).span).hexadecimal
        let answer = try ServedPortal(documents: documents).send(#"{"documentId":"\#(hash)"}"#, as: .anonymous).answer
        #expect(answer == #"{"data":{"__type":{"name":"Query"}}}"#)
    }

    @Test("A document that is not the one its hash names is refused, and not kept")
    func mismatch() throws {
        let portal = try ServedPortal()
        let (outcome, answer) = portal.send(
            #"{"query":"query B{__typename}",\#(Self.persisted(Self.hash))}"#, as: TestPortal.user)
        #expect(outcome == .malformed)
        #expect(
            answer
                == Self.error("PERSISTED_QUERY_MISMATCH", "The document has another SHA-256 than the one beside it."))
        #expect(portal.send("{\(Self.persisted(Self.hash))}", as: TestPortal.user).answer == Self.notFound)
    }

    @Test("Where only trusted documents are answered, they may be sent as well as named, and no other")
    func onlyTrusted() throws {
        let portal = try Self.trusting(only: true)
        let refused = Self.error(
            "QUERY_NOT_ALLOWED", "This server answers only documents that its operator has chosen.")
        #expect(portal.send("{\(Self.persisted(Self.hash))}", as: .anonymous).answer == Self.answer)
        #expect(
            portal.send(#"{"query":"\#(Self.source)","operationName":"B"}"#, as: .anonymous).answer == Self.answer)
        let plain = "{__typename}"
        let hash = SHA256.digest(Array(plain.utf8).span).hexadecimal
        let named = #""extensions":{"persistedQuery":{"version":1,"sha256Hash":"\#(hash)"}}"#
        for body in [#"{"query":"\#(plain)"}"#, #"{"query":"\#(plain)",\#(named)}"#] {
            let (outcome, answer) = portal.send(body, as: TestPortal.admin)
            #expect(outcome == .refused)
            #expect(answer == refused)
        }
        #expect(portal.send("{\(named)}", as: TestPortal.admin).answer == Self.notFound)
    }

    private static let noHash = "must be a SHA-256: a string of 64 hexadecimal digits."

    @Test(
        "A name that is none is malformed",
        arguments: [
            (#""documentId":"abc""#, #"The member "documentId" \#(noHash)"#),
            (#""documentId":7"#, #"The member "documentId" \#(noHash)"#),
            (#""documentId":"sha512:\#(hash)""#, #"The member "documentId" \#(noHash)"#),
            (#""documentId":"\#(hash)0""#, #"The member "documentId" \#(noHash)"#),
            (#""documentId":"\#(hash.dropLast())g""#, #"The member "documentId" \#(noHash)"#),
            (#""documentId":"\#(hash.dropLast())é""#, #"The member "documentId" \#(noHash)"#),
            (#""documentId":null"#, #"The member "query" is missing."#),
            (#""documentId":"\#(hash)","documentId":null"#, #"The member "documentId" is given twice."#),
            (
                #""documentId":"\#(hash)",\#(persisted(hash))"#,
                "The document is named twice: leave one of the names out."
            ),
            (persisted("abc"), #"The member "sha256Hash" \#(noHash)"#),
            (persisted(""), #"The member "sha256Hash" \#(noHash)"#),
            (persisted(hash, version: "2"), #"The member "version" of "persistedQuery" must be 1."#),
            (persisted(hash, version: "\"1\""), #"The member "version" of "persistedQuery" must be 1."#),
            (persisted(hash, version: "1.0"), #"The member "version" of "persistedQuery" must be 1."#),
            (
                #""extensions":{"persistedQuery":{"version":1}}"#,
                #"The member "sha256Hash" of "persistedQuery" is missing."#
            ),
            (#""extensions":{"persistedQuery":{}}"#, #"The member "version" of "persistedQuery" must be 1."#),
            (#""extensions":{"persistedQuery":[]}"#, #"The member "persistedQuery" must be an object."#),
            (#""extensions":{"persistedQuery":null}"#, #"The member "query" is missing."#),
            (#""extensions":[]"#, #"The member "extensions" must be an object."#),
            (#""extensions":{},"extensions":{}"#, #"The member "extensions" is given twice."#),
        ])
    func malformed(_ members: String, _ message: String) throws {
        let (outcome, answer) = try Self.trusting().send("{\(members)}", as: .anonymous)
        #expect(outcome == .malformed)
        #expect(answer == Self.error("BAD_REQUEST", message))
    }

    @Test("Documents are kept up to a bound, those that are asked for longest")
    func bound() {
        func id(_ number: Int) -> DocumentID { DocumentID(of: Array("\(number)".utf8)) }
        var documents = SentDocuments()
        for number in 0..<4 * SentDocuments.maximumCount {
            documents.insert([1], id(number))
            #expect(documents.document(id(0)) == [1])
        }
        #expect(documents.document(id(1)) == nil)
        #expect(documents.document(id(4 * SentDocuments.maximumCount - 1)) == [1])
        let large = [UInt8](repeating: 1, count: PersistedDocuments.maximumDocumentBytes)
        for number in 0..<SentDocuments.maximumBytes / large.count { documents.insert(large, id(-1 - number)) }
        #expect(documents.document(id(0)) == nil)
        #expect(documents.document(id(-1)) == nil)
    }
}
