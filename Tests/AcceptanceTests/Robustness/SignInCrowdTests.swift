import TestSupport
import Testing

extension Robustness {
    @Suite("Many who sign in")
    struct SignInCrowdTests {
        private static let question = #"{"query":"{ cases(first: 5) { nodes { caseNumber title } } }"}"#

        @Test("Fifty at once are all answered, and keep nobody else waiting")
        func crowd() throws {
            let server = try RunningServer(["--demo", "--rate-limit", "0", "--loops", "2", "--log", "errors"])
            let bystander = try Bystander(server, Self.question, token: try server.token(of: "AGENT"))
            defer { bystander.leave() }
            bystander.awaitAnswers(20)
            bystander.reset()
            let clients = try (0..<50).map { _ in try server.client() }
            let start = ContinuousClock.now
            for (number, client) in clients.enumerated() {
                let body =
                    #"{"query":"mutation { signIn(email: \"user\#(number)@x.example\", password: \"wrong\") { token userErrors { code } } }"}"#
                client.send(Client.request(body))
            }
            for client in clients {
                let answer = client.answer()
                #expect(answer.status == 200)
                #expect(
                    answer.body.hasPrefix(
                        #"{"data":{"signIn":{"token":null,"userErrors":[{"code":"INVALID_CREDENTIALS"}]}}"#),
                    "\(answer.body)")
            }
            let time = ContinuousClock.now - start
            let times = bystander.times.sorted()
            bystander.leave()
            #expect(bystander.failures == 0)
            #expect(times.count > 100, "\(time) for all")
            if BuiltProgram.isGiven {
                let p99 = times[times.count * 99 / 100]
                #expect(p99 <= .milliseconds(100), "of \(times.count), and \(times[times.count - 1]) at most")
            }
            #expect(server.stop().exitCode == 0)
        }
    }
}
