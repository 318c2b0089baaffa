using Gmlm.Padir.Autoregressive;
using Gmlm.Padir.Configuration;
using Gmlm.Padir.ControlledPair;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.Runtime;
using Gmlm.Padir.T5;
using Gmlm.Padir.Models;
using Gmlm.Padir.Tests.Corpora;
using Gmlm.Padir.Tests.Model;
using Gmlm.Padir.Tests.Training;
using Gmlm.Padir.Training;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Gmlm.Padir.Tests.Runtime;

/// <summary>A GPU gives the same results as the processor; skipped without a GPU.</summary>
[Trait("Category", "Cuda")]
public sealed class CudaTests : IDisposable
{
    private const string None = "no CUDA device, or a build without CUDA";

    private readonly TemporaryFolder _folder = new();

    public static bool HasCuda => cuda.is_available();

    public static TheoryData<string> Fixtures => [.. Fixture.Names];

    public void Dispose() => _folder.Dispose();

    [Theory(Skip = None, SkipUnless = nameof(HasCuda)), MemberData(nameof(Fixtures))]
    public void Logits_match_the_reference(string name)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var fixture = new Fixture(name);
        fixture.Network.to(CUDA);
        float[] Logits(Tensor target, DecoderMode mode, bool withMaps) =>
            fixture.Network.Logits(fixture.Network.Decode(fixture.Network.Encode(fixture.Ids("input_ids").cuda()), target.cuda(), mode, withMaps).States).cpu().Flat();

        foreach (var withMaps in new[] { false, true })
        {
            Tensors.Equal(fixture.Numbers("logits"), Logits(fixture.Ids("decoder_input_ids"), DecoderMode.Causal, withMaps), 1e-4);
            var ids = fixture.Ids("parallel", "decoder_input_ids");
            var visible = ids.ne(fixture.Config.PadId).flatten().data<bool>().ToArray();
            float[] Seen(float[] all) => [.. all.Where((_, i) => visible[i / fixture.Config.VocabularySize])];
            Tensors.Equal(Seen(fixture.Numbers("parallel", "logits")), Seen(Logits(ids, DecoderMode.Parallel, withMaps)), 1e-4);
        }
    }

    [Fact(Skip = None, SkipUnless = nameof(HasCuda))]
    public void Trained_models_translate_alike()
    {
        var corpus = new PairCorpus(new ControlledGrammar(1), 1);
        int[][] sources = [.. Enumerable.Range(0, 50).Select(i => corpus.Pair(PairSplit.Test, i).Source)];
        IEnumerable<string> Translations(string name, Device device, Func<TranslationModel, IEnumerable<IReadOnlyList<int>>> decode)
        {
            using var model = TranslationModel.Load(Path.Combine(Checkout.Root, "padir", "checkpoints", name), device);
            return [.. decode(model).Select(tokens => string.Join(' ', tokens))];
        }

        void Alike(string name, Func<TranslationModel, IEnumerable<IReadOnlyList<int>>> decode) => Assert.Equal(Translations(name, CPU, decode), Translations(name, CUDA, decode));
        var cancel = TestContext.Current.CancellationToken;
        Alike("controlled-ar", model => model.Autoregressive(sources, new AutoregressiveOptions(), cancel: cancel).Select(target => target.Tokens));
        Alike("controlled-ar", model => model.Autoregressive(sources, new AutoregressiveOptions { BeamWidth = 3 }, cancel: cancel).Select(target => target.Tokens));
        var loop = new DecodingOptions { Iterations = 4, Input = InputScheme.MaskRange, Rejecter = new LinearSchedule(), Update = UpdateScheme.Rejected };
        Alike("controlled-padir", model => model.Parallel(sources, new ParallelSettings { Loop = loop }, cancel).Select(sentence => sentence.Best.Tokens));
    }

    [Theory(Skip = None, SkipUnless = nameof(HasCuda))]
    [InlineData(DecoderMode.Causal)]
    [InlineData(DecoderMode.Parallel)]
    public void Training_takes_the_same_course(DecoderMode mode)
    {
        // Without dropout, whose random numbers depend on the device.
        var config = TinyTask.Config(mode);
        config = config with { Network = config.Network with { Dropout = 0 }, LearnedRejecter = mode == DecoderMode.Parallel };
        IReadOnlyList<ValidationPoint> Course(Device device)
        {
            using var model = new PadirModel(config);
            model.to(device);
            return TinyTask.Trainer(model).Run(cancel: TestContext.Current.CancellationToken).Validations;
        }

        Assert.All(Course(CPU).Zip(Course(CUDA)), pair =>
        {
            Assert.Equal(pair.First.Loss, pair.Second.Loss, 1e-3);
            Assert.Equal(pair.First.LengthLoss, pair.Second.LengthLoss, 1e-3);
        });
    }

    [Fact(Skip = None, SkipUnless = nameof(HasCuda))]
    public void A_run_stopped_after_every_step_ends_as_an_unbroken_one()
    {
        var config = TinyTask.Config();
        using var unbroken = new PadirModel(config);
        unbroken.to(CUDA);
        var expected = TinyTask.Trainer(unbroken).Run(cancel: TestContext.Current.CancellationToken);

        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        for (var step = 0; step < config.Training.Steps; step++)
        {
            using var model = new PadirModel(config);
            model.to(CUDA);
            Assert.Throws<OperationCanceledException>(() => TinyTask.Trainer(model, _folder.Root).Run(cancel: stopped.Token));
        }

        using var last = new PadirModel(config);
        last.to(CUDA);
        var actual = TinyTask.Trainer(last, _folder.Root).Run(cancel: TestContext.Current.CancellationToken);

        // The order of sums on a GPU is not fixed.
        Assert.All(expected.Validations.Zip(actual.Validations), pair => Assert.Equal(pair.First.Loss, pair.Second.Loss, 1e-3));
    }
}
