using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Reproduce.Claims.Inference;

/// <summary>
/// A step of a Transformer decoder. In parallel decoding every position is drawn from logits of the previous sequence. With <c>atOnce</c>
/// each symbol is written into the decoder's input as soon as it is drawn, so that later positions read it.
/// </summary>
internal sealed class DecoderStep(SymbolDecoder decoder, int[] source, bool atOnce, ulong seed) : ISequenceStep
{
    // The number of rows of one network evaluation.
    private const int Rows = 1 << 12;

    private ulong _seed = seed;

    public StateSpace Space => decoder.Space;

    public double[][] SymbolProbabilities(int position, IReadOnlyList<(int Previous, int Drawn)> nodes)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        // (B, q)
        var logs = decoder.LogProbabilities(source, [.. nodes.Select(node => Input(position, node.Previous, node.Drawn))])
            .select(1, position);
        return [.. nn.functional.softmax(logs.to(ScalarType.Float64), -1).data<double>().ToArray().Chunk(Space.Alphabet)];
    }

    public int[] Draw(int previous, int count)
    {
        using var noGradient = no_grad();
        using var generator = new Generator(_seed++);
        return
        [
            .. Enumerable.Repeat(previous, count)
                .Chunk(Rows)
                .SelectMany(rows => atOnce ? InOrder(rows, generator) : Together(rows, generator)),
        ];
    }

    // The decoder's input when the position is drawn.
    private int Input(int position, int previous, int drawn) =>
        atOnce ? previous - (previous % Space.Power(position)) + drawn : previous;

    private int[] Together(int[] rows, Generator generator)
    {
        using var scope = NewDisposeScope();
        var probabilities = decoder.LogProbabilities(source, rows).exp().flatten(0, 1); // (B·N, q)
        var symbols = multinomial(probabilities, 1, generator: generator).view(rows.Length, Space.Length); // (B, N)
        return
        [
            .. symbols.data<long>()
                .ToArray()
                .Chunk(Space.Length)
                .Select(row => row.Select((symbol, i) => (int)symbol * Space.Power(i)).Sum()),
        ];
    }

    private int[] InOrder(int[] rows, Generator generator)
    {
        var drawn = new int[rows.Length];
        for (var i = 0; i < Space.Length; i++)
        {
            using var scope = NewDisposeScope();
            int[] inputs = [.. rows.Select((row, r) => Input(i, row, drawn[r]))];
            // (B)
            var symbols = multinomial(decoder.LogProbabilities(source, inputs).select(1, i).exp(), 1, generator: generator)
                .data<long>()
                .ToArray();
            drawn = [.. drawn.Select((state, r) => state + ((int)symbols[r] * Space.Power(i)))];
        }

        return drawn;
    }
}
