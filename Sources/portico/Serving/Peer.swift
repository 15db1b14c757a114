import API
import HTTP

extension Peer {
    init(_ address: PeerAddress) { self.init(network: address.network, isLocal: address.isLocal, text: address.text) }
}
