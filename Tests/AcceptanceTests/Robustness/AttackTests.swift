import TestSupport
import Testing

extension Robustness {
    /// The worst documents that are known, and somebody who asks beside them.
    @Suite("Attacks by documents")
    struct AttackTests {
        private let directory: TemporaryDirectory
        private let server: RunningServer
        private let token: String

        private static let question = #"{"query":"{ cases(first: 5) { nodes { caseNumber title } } }"}"#

        init() throws {
            directory = try TemporaryDirectory()
            server = try RunningServer(
                [
                    "--demo", "--data", directory.file("portico.db"), "--rate-limit", "0", "--loops", "2", "--log",
                    "errors",
                ])
            token = try server.token(of: "AGENT")
        }

        @Test("Each is answered or refused with its code, in time, and keeps nobody else waiting")
        func answers() throws {
            let figures = ProcessFigures(id: server.id)
            let bystander = try Bystander(server, Self.question, token: token)
            defer { bystander.leave() }
            bystander.awaitAnswers(20)
            let before = try figures.residentBytes()
            var most = before
            for attack in Attack.all {
                bystander.reset()
                let start = ContinuousClock.now
                let answer = try server.client().post(attack.body, token: token)
                let time = ContinuousClock.now - start
                #expect(answer.status == attack.status, "\(attack.name): \(answer.body.prefix(300))")
                let code = answer.body.firstMatch(of: #/"code":"([A-Z_]+)"/#).map { String($0.1) }
                #expect(code == attack.code, "\(attack.name): \(answer.body.prefix(300))")
                most = max(most, try figures.residentBytes())
                bystander.awaitAnswers(2)
                guard BuiltProgram.isGiven else { continue }
                #expect(time <= .milliseconds(250), "\(attack.name) took \(time)")
                #expect(bystander.longest <= .milliseconds(100), "\(attack.name) kept others \(bystander.longest)")
            }
            bystander.leave()
            #expect(bystander.failures == 0)
            #expect(most - before < 64 << 20, "\(before) bytes became \(most)")
            let outcome = server.stop()
            #expect(outcome.exitCode == 0)
            #expect(!outcome.errors.contains(#""level":"error""#), "\(outcome.errors)")
        }
    }
}
