using Gmlm.Padir.Canvas;
using Gmlm.Padir.Configuration;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.Models;
using Gmlm.Padir.Randomness;
using Gmlm.Padir.T5;
using Gmlm.Padir.Tests.Model;
using Gmlm.Padir.Training;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Gmlm.Padir.Tests.Training;

/// <summary>The loss of a canvas, its gradient, and what a model learns with it.</summary>
public sealed class CanvasObjectiveTests
{
    [Fact]
    public void Targets_that_their_canvas_does_not_hold_are_left_out()
    {
        var make = new Examples(Config(), TinyTask.Tokens);
        Assert.Equal(6, make.Of([5, 6], [7, 8, 9, 10, 11, 12])!.Value.Cells);
        Assert.Equal(7, make.Of([5, 6], [7, 8, 9, 10, 11, 12])!.Value.Positions);
        Assert.Null(make.Of([5, 6], [7, 8, 9, 10, 11, 11])); // A blank has to stand between equal words.
        Assert.Null(make.Of([5, 6], [7, 8, 9, 10, 11, 12, 13]));
        Assert.Null(make.Of([5, 6], []));
    }

    // With two cells and one word there are three canvases: "a a", "a –" and "– a".
    [Fact]
    public void The_loss_of_a_masked_canvas_is_that_of_all_its_alignments()
    {
        using var model = Model(Config() with { Lengths = Lengths with { CanvasFactor = 1, CanvasExtra = 1 } });
        var make = new Examples(model.Config, TinyTask.Tokens);
        Example[] examples = [.. Enumerable.Range(4, 12).Select(word => make.Of([word + 1], [word])!.Value)];
        Assert.All(examples, example => Assert.Equal(2, example.Cells));
        var unrevealed = 0;
        foreach (var example in examples)
        {
            var sums = new BatchLoss(model, TinyTask.Tokens, threads: 1).Of([example], (ulong)example.Target[0], gradients: false);
            if (sums.Tokens < 2)
            {
                continue; // Some of its cells were revealed.
            }

            unrevealed++;
            var logs = Said(model, example, [39, 39, 1]);
            var (word, blank) = (example.Target[0], TinyTask.Tokens.Blank);
            var p = Math.Exp(logs[0][word] + logs[1][word]) + Math.Exp(logs[0][word] + logs[1][blank]) + Math.Exp(logs[0][blank] + logs[1][word]);
            Assert.Equal(-Math.Log(p), sums.TokenLoss, 1e-3);
            int[] likeliest = [.. logs.Select(row => Array.IndexOf(row, row.Max()))];
            Assert.Equal(new CanvasSums(CanvasCells.Join(likeliest, blank).Length, 1, likeliest.Count(id => id == blank), 2), sums.Canvas);
        }

        Assert.InRange(unrevealed, 3, 11);
    }

    // By the largest of every tensor's gradients, against the change of the loss. Where cells are revealed, which ones they are changes
    // with the weights; so a canvas is taken that stays masked.
    [Fact]
    public void The_gradient_is_that_of_the_loss()
    {
        using var model = Model(Config());
        Example[] examples = [TinyTask.Examples(model.Config, 4)[3]];
        var loss = new BatchLoss(model, TinyTask.Tokens, threads: 1);
        var key = Enumerable.Range(0, 100).Select(i => (ulong)i).First(i => loss.Of(examples, i, gradients: false).Tokens == examples[0].Cells);
        loss.Of(examples, key, gradients: true);
        var parameters = model.parameters().Where(parameter => parameter.grad is not null).ToArray();
        Assert.True(parameters.Length > 10);
        foreach (var parameter in parameters)
        {
            using var scope = NewDisposeScope();
            var place = parameter.grad!.abs().argmax().item<long>();
            var expected = parameter.grad!.flatten()[place].item<float>();
            double At(double change)
            {
                using var noGradient = no_grad();
                parameter.flatten()[place].add_((float)change);
                var sums = loss.Of(examples, key, gradients: false);
                parameter.flatten()[place].add_((float)-change);
                return sums.PerToken;
            }

            Assert.Equal(expected, (At(0.004) - At(-0.004)) / 0.008, Math.Max(2e-3, 0.03 * Math.Abs(expected)));
        }
    }

    // A batch without an open cell would have no gradient.
    [Theory]
    [InlineData(1.0)]
    [InlineData(0.5)]
    public void One_cell_of_every_canvas_stays_open(double share)
    {
        var open = new List<int>();
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new SplitMix64(seed);
            var canvas = new CanvasTarget(new Example([5, 1], [7, 8, 1], 4), TinyTask.Tokens, InputScheme.Mask, random);
            canvas.Reveal([0, 2, 1, 1], share, random);
            Assert.All(Enumerable.Range(0, 4), t => Assert.Equal(canvas.Open.Contains(t) ? 39 : new[] { 7, 3, 8, 8 }[t], canvas.Input[t]));
            Assert.InRange(canvas.Open.Count(), 1, share == 1 ? 1 : 4);
            open.AddRange(canvas.Open);
        }

        Assert.Equal([0, 1, 2, 3], open.Distinct().Order());
    }

    [Theory]
    [InlineData(InputScheme.Mask)]
    [InlineData(InputScheme.MaskRange)]
    public void It_learns_to_copy_in_one_pass_and_in_several(InputScheme input)
    {
        var config = Config() with { Corruption = new CorruptionOptions { Input = input } };
        config = config with
        {
            Training = config.Training with { Steps = 400, ValidateEvery = 200, BatchTokens = 250, LearningRate = 5e-3 },
        };
        using var model = new PadirModel(config);
        var outcome = TinyTask.Trainer(model).Run(cancel: TestContext.Current.CancellationToken);
        Assert.Equal(outcome.Chosen.Loss, outcome.Validations.Min(point => point.Loss), 0.2);
        Assert.InRange(outcome.Chosen.LengthRatio!.Value, 0.8, 1.2);
        Assert.InRange(outcome.Chosen.BlankShare!.Value, 0.05, 0.9);

        int[][] sources = [.. TinyTask.Examples(config, 40).Select(example => example.Source[..^1])];
        using var translator = new TranslationModel(PadirModel.Of(config, outcome.Weights), TinyTask.Tokens);
        foreach (var passes in new[] { 1, 2, 4 })
        {
            var texts = translator.Parallel(sources, new ParallelSettings { Loop = CanvasLoop.Of(passes, input), Batch = 7 }, TestContext.Current.CancellationToken);
            var right = texts.Zip(sources).Count(pair => pair.First.Best.Tokens.SequenceEqual(pair.Second));
            Assert.True(right >= 30, $"{right} of 40 right in {passes} passes");
            Assert.All(texts.Zip(sources), pair => Assert.Equal(config.Lengths.Cells(pair.Second.Length), pair.First.Best.Cells!.Count));
        }
    }

    [Fact]
    public void The_fast_pass_adds_the_same_source_tokens_as_the_network()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var model = Model(Config());
        using var translator = new TranslationModel(PadirModel.Of(model.Config, [.. model.Export()]), TinyTask.Tokens);
        int[][] sources = [[5, 6, 7], [8, 9], [10]];
        DecodingQuery[] queries =
        [
            new(0, [39, 3, 39, 5, 39, 39, 3, 39, 1], [0, 2, 4, 7]), new(2, [39, 39, 39, 39, 1], [0, 1, 2, 3]), new(1, [39, 39, 8, 39, 39, 39, 1], [5]),
        ];
        var actual = translator.Asking(sources, asked =>
        {
            float[] values = [];
            asked.Logits(queries, (logits, _) => values = logits.ToArray());
            return values;
        });
        var next = 0;
        foreach (var query in queries)
        {
            var logs = Said(model, new Example([.. sources[query.Source], 1], []), [.. query.Tokens]);
            foreach (var position in query.Positions)
            {
                using var row = tensor(actual[next..(next += 40)]).log_softmax(-1);
                Tensors.Equal(row.Flat(), [.. logs[position].Select(value => (float)value)], 1e-4);
            }
        }
    }

    [Theory]
    [InlineData("corruption.input is Random", 0)]
    [InlineData("loss.stages is 2", 1)]
    [InlineData("learnedRejecter", 2)]
    public void What_a_canvas_has_no_use_for_is_refused(string message, int which)
    {
        var config = Config();
        config = which switch
        {
            0 => config with { Corruption = new CorruptionOptions { Input = InputScheme.Random } },
            1 => config with { Loss = new LossOptions { Stages = 2 } },
            _ => config with { LearnedRejecter = true },
        };
        Assert.Contains(message, Assert.Throws<ConfigurationException>(() => config.Checked()).Message, StringComparison.Ordinal);
    }

    private static LengthOptions Lengths => new() { MaxLength = 8, Predictor = LengthPredictorKind.Canvas, CanvasFactor = 2, CanvasExtra = 2 };

    private static PadirConfig Config()
    {
        var config = TinyTask.Config();
        return config with
        {
            Network = config.Network with { Dropout = 0 }, Lengths = Lengths, Loss = new LossOptions { LabelSmoothing = 0, DiagonalPrior = 0 },
        };
    }

    private static PadirModel Model(PadirConfig config)
    {
        var model = new PadirModel(config);
        model.eval();
        return model;
    }

    // ln p at every cell by the network itself: the source token at the same share of the sentence is added where a cell is masked.
    private static double[][] Said(PadirModel model, Example example, int[] input)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var network = model.Network;
        var cells = input.Length - 1;
        var masked = Enumerable.Range(0, cells).Where(t => input[t] == 39).ToArray();
        var added = new AddedTokens(
            [.. masked.Select(t => (long)t)], [.. masked.Select(t => (long)example.Source[t * example.Source.Length / cells])]);
        var source = network.Encode(Tensors.Ids(network.Config, example.Source));
        var states = network.Decode(source, Tensors.Ids(network.Config, input), DecoderMode.Parallel, added: added).States;
        var logs = network.Logits(states).log_softmax(-1);
        return [.. Enumerable.Range(0, cells).Select(t => logs[0, t].Flat().Select(value => (double)value).ToArray())];
    }
}
