using Gmlm.Padir.Canvas;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.Randomness;
using Gmlm.Padir.T5;
using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Padir.Training;

/// <summary>
/// The training objective of masked generation on a canvas. The target's words y are observed; the cells a are not. A first pass, without
/// gradients, reads a fully masked canvas. From its output an alignment of y is drawn, and some cells of the alignment are revealed. A
/// second pass reads the revealed cells and has the loss
/// <code>−ln p(y | revealed) = −ln Σ over the cells that agree with y and with what is revealed Π_t q_t(a_t)</code>
/// Its gradient with respect to the logits of an open cell is q_t minus the posterior distribution of the cell (see
/// <see cref="AlignmentLattice"/>). The share of revealed cells is 0 for a third of the examples and uniform on (0, 1) for the others, so
/// that the model learns decoding with one pass and with many (Saharia et al. 2020).
/// </summary>
internal sealed class CanvasObjective(PadirModel model, DecodingTokens tokens) : ITrainingObjective
{
    private const ulong RevealFamily = 0x72657665616c;

    private readonly TokenLoss _loss = TokenLoss.On(model.Network.Device, model.Config.Loss);
    private readonly DiagonalPrior _prior = new(model.Config.Loss.DiagonalPrior);

    public LossSums Of(IReadOnlyList<Example> examples, int first, ulong key, LossTerms? terms)
    {
        using var scope = NewDisposeScope();
        using var gradient = set_grad_enabled(terms is not null);
        var network = model.Network;
        var source = network.Encode(TokenRows.ToTensor([.. examples.Select(example => example.Source)], network.Config, network.Device));
        SplitMix64[] streams = [.. examples.Select((_, i) => SplitMix64.ForItem(key, RevealFamily, first + i))];
        CanvasTarget[] canvases =
        [
            .. examples.Zip(streams, (example, random) => new CanvasTarget(example, tokens, model.Config.Corruption.Input, random)),
        ];
        var read = Reveal(examples, canvases, streams, source);

        // Every canvas has at least one open cell.
        var open = canvases.SelectMany((canvas, row) => canvas.Open.Select(t => (Row: row, Cell: t))).ToArray();
        var states = States(examples, canvases, open, source); // (n, d)
        var said = _loss.LogProbabilities(states, [.. open.Select(place => canvases[place.Row].Ids)], network);
        var (loss, targets, likeliest) = Align(canvases, open, said.LogProbabilities);
        if (terms is not null)
        {
            var result = _loss.Of(states, targets, network, gradients: true);
            terms.Add(states, result.States!, open.Length);
            terms.Add(network.HeadMatrix, result.Head!, open.Length);
        }

        return new LossSums(
            open.Length, loss, likeliest.Zip(said.Likeliest).LongCount(pair => pair.First == pair.Second), 0, 0, examples.Count, read);
    }

    // The first pass. Draws an alignment of each target, reveals some of its cells, and returns the statistics of the pass's texts.
    private CanvasSums Reveal(IReadOnlyList<Example> examples, CanvasTarget[] canvases, SplitMix64[] streams, EncodedSource source)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var cells = canvases.SelectMany((canvas, row) => Enumerable.Range(0, canvas.Cells).Select(t => (Row: row, Cell: t))).ToArray();
        var said = _loss.LogProbabilities(
            States(examples, canvases, cells, source), [.. cells.Select(place => canvases[place.Row].Ids)], model.Network);
        var (sums, next) = (default(CanvasSums), 0);
        for (var row = 0; row < canvases.Length; row++)
        {
            var canvas = canvases[row];
            var here = next..(next += canvas.Cells);
            var likeliest = said.Likeliest.AsSpan(here);
            sums += new CanvasSums(
                CanvasCells.Join(likeliest, tokens.Blank).Length, canvas.Words.Length, likeliest.Count(tokens.Blank), canvas.Cells);
            var random = streams[row];
            var share = ((3 * random.NextDouble()) - 1) / 2;
            if (share > 0)
            {
                canvas.Reveal(canvas.Lattice(said.LogProbabilities.AsSpan(here), _prior).Sample(random.NextDouble), share, random);
            }
        }

        return sums;
    }

    // Returns the decoder's states at the given cells, (n, d).
    private Tensor States(IReadOnlyList<Example> examples, CanvasTarget[] canvases, (int Row, int Cell)[] cells, EncodedSource source)
    {
        var network = model.Network;
        int[][] inputs = [.. canvases.Select(canvas => canvas.Input)];
        var ids = TokenRows.ToTensor(inputs, network.Config, network.Device); // (B, T + 1)
        var length = ids.shape[1];
        var added = CanvasInput.Of(inputs, [.. examples.Select(example => example.Source)], length, tokens);
        var states = network.Decode(source, ids, DecoderMode.Parallel, added: added).States.flatten(0, 1);
        return states.index_select(0, tensor([.. cells.Select(place => (place.Row * length) + place.Cell)], device: network.Device));
    }

    // Returns the sum of −ln p(y | revealed) over all canvases, the posterior distributions of the open cells as targets, and each open
    // cell's likeliest id under its posterior.
    private (double Loss, TokenTargets Targets, int[] Likeliest) Align(
        CanvasTarget[] canvases, (int Row, int Cell)[] open, double[][] logProbabilities)
    {
        var loss = 0.0;
        var (starts, ids, weights, likeliest) = (new List<int> { 0 }, new List<int>(), new List<double>(), new List<int>());
        var next = 0;
        for (var row = 0; row < canvases.Length; row++)
        {
            var canvas = canvases[row];
            var said = new double[canvas.Cells][];
            foreach (var cell in canvas.Open)
            {
                said[cell] = logProbabilities[next++];
            }

            var lattice = canvas.Lattice(said, _prior);
            var occupancy = lattice.Occupancy();
            loss -= lattice.LogLikelihood;
            foreach (var cell in canvas.Open)
            {
                for (var k = 0; k < canvas.Ids.Length; k++)
                {
                    if (occupancy[cell, k] > 0)
                    {
                        ids.Add(canvas.Ids[k]);
                        weights.Add(occupancy[cell, k]);
                    }
                }

                var (from, to) = (starts[^1], ids.Count);
                likeliest.Add(Enumerable.Range(from, to - from).GroupBy(i => ids[i]).MaxBy(group => group.Sum(i => weights[i]))!.Key);
                starts.Add(to);
            }
        }

        return (loss, new TokenTargets([.. starts], [.. ids], [.. weights]), [.. likeliest]);
    }
}
