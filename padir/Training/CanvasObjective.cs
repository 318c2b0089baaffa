using Gmlm.Padir.Canvas;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.Randomness;
using Gmlm.Padir.T5;
using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Padir.Training;

/// <summary>
/// Training of masked generation on a canvas, with targets y of the gold words and cells a that are not observed. A first pass, without
/// gradients, sees masks alone; it gives the alignment of y that some cells are revealed from. A second pass sees them and loses
/// <code>−ln p(y | revealed) = −ln Σ over the cells that agree with y and with what is revealed Π_t q_t(a_t)</code>
/// whose gradient by the logits of an open cell is q_t minus the posterior probabilities of what the cell says (see
/// <see cref="AlignmentLattice"/>). The share revealed is nothing for a third of the examples, and uniform on (0, 1) for the others, so
/// that one pass and many are both learned (Saharia et al. 2020).
/// </summary>
internal sealed class CanvasObjective(PadirModel model, DecodingTokens tokens) : ITrainingObjective
{
    private const ulong RevealFamily = 0x72657665616c;

    private readonly TokenLoss _loss = TokenLoss.On(model.Network.Device, model.Config.Loss);
    private readonly DiagonalPrior _prior = new(model.Config.Loss.DiagonalPrior);

    public LossSums Of(IReadOnlyList<Example> examples, int first, ulong key, Roots? roots)
    {
        using var scope = NewDisposeScope();
        using var gradient = set_grad_enabled(roots is not null);
        var network = model.Network;
        var source = network.Encode(TokenRows.ToTensor([.. examples.Select(example => example.Source)], network.Config, network.Device));
        SplitMix64[] streams = [.. examples.Select((_, i) => SplitMix64.ForItem(key, RevealFamily, first + i))];
        CanvasTarget[] canvases =
        [
            .. examples.Zip(streams, (example, random) => new CanvasTarget(example, tokens, model.Config.Corruption.Input, random)),
        ];
        var read = Reveal(examples, canvases, streams, source);

        // At least one of every canvas.
        var open = canvases.SelectMany((canvas, row) => canvas.Open.Select(t => (Row: row, Cell: t))).ToArray();
        var states = States(examples, canvases, open, source); // (n, d)
        var said = _loss.LogProbabilities(states, [.. open.Select(place => canvases[place.Row].Ids)], network);
        var (loss, targets, likeliest) = Align(canvases, open, said.LogProbabilities);
        if (roots is not null)
        {
            var result = _loss.Of(states, targets, network, gradients: true);
            roots.Add(states, result.States!, open.Length);
            roots.Add(network.HeadMatrix, result.Head!, open.Length);
        }

        return new LossSums(
            open.Length, loss, likeliest.Zip(said.Likeliest).LongCount(pair => pair.First == pair.Second), 0, 0, examples.Count, read);
    }

    // The first pass: draws an alignment of each target and reveals some of its cells. What the pass says is read, too.
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

    // The decoder's states of these cells, (n, d).
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

    // −ln p(y | revealed) of all canvases, what their open cells are to say, and what each of them says with the highest probability.
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
