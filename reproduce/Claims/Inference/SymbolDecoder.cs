using Gmlm.Padir.T5;
using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Reproduce.Claims.Inference;

/// <summary>
/// A T5 that is small enough for enumeration: its decoder, in parallel mode, reads x ∈ {0, …, q−1}^N followed by the end mark, and its
/// logits at the first N positions, on the q symbols alone, are the distributions of the next symbols. The end mark is needed: positions
/// enter through what attention looks at, so in a constant sequence without a mark, where all that it can look at is the same, every
/// position's output is the same, whatever the weights.
/// </summary>
internal sealed class SymbolDecoder : IDisposable
{
    private const int FirstSymbol = 2; // after padding and the end mark

    private readonly bool _marked;
    private readonly T5Network _network;

    /// <param name="space">q and N.</param>
    /// <param name="width">The width of the states; a multiple of 4.</param>
    /// <param name="seed">The seed of the weights.</param>
    /// <param name="marked">Whether the end mark follows the sequence.</param>
    public SymbolDecoder(StateSpace space, int width, long seed, bool marked = true)
    {
        (Space, _marked) = (space, marked);
        _network = new T5Network(
            new T5Config
            {
                VocabularySize =
                    FirstSymbol + space.Alphabet, Width = width, HeadWidth = width / 4, Heads = 4, FeedForwardWidth = 2 * width,
                EncoderLayers =
                    1, DecoderLayers = 2, TieEmbeddings = false, Dropout = 0, PositionalAttention = true, Positions = space.Length + 1,
            },
            seed);
    }

    /// <summary>Ω^N.</summary>
    public StateSpace Space { get; }

    /// <summary>The trained parameters.</summary>
    public IEnumerable<TorchSharp.Modules.Parameter> Weights => _network.parameters();

    /// <summary>Log-probabilities (B, N, q) of the next symbols.</summary>
    /// <param name="source">One source for all rows, of symbols; the end mark is added.</param>
    /// <param name="states">B previous sequences, as states.</param>
    public Tensor LogProbabilities(int[] source, IReadOnlyList<int> states)
    {
        using var scope = NewDisposeScope();
        var length = Space.Length;
        int[] row = [.. source.Select(symbol => FirstSymbol + symbol), _network.Config.EosId];
        // (B, S, d)
        var encoded = _network.Encode(TokenRows.ToTensor([row], _network.Config)).SelectRows(zeros(states.Count, ScalarType.Int64));
        var ids = TokenRows.ToTensor([.. states.Select(Row)], _network.Config); // (B, N + 1)
        var logits = _network.Logits(_network.Decode(encoded, ids, DecoderMode.Parallel).States); // (B, N + 1, V)
        // (B, N, q)
        return nn.functional.log_softmax(logits.narrow(1, 0, length).narrow(2, FirstSymbol, Space.Alphabet), -1).MoveToOuterDisposeScope();
    }

    public void Dispose() => _network.Dispose();

    private int[] Row(int state)
    {
        var symbols = Enumerable.Range(0, Space.Length).Select(i => FirstSymbol + Space.Symbol(state, i));
        return [.. _marked ? symbols.Append(_network.Config.EosId) : symbols];
    }
}
