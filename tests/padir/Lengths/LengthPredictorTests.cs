using Gmlm.Padir.Configuration;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.Lengths;
using Gmlm.Padir.Tests.Model;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Gmlm.Padir.Tests.Lengths;

/// <summary>Losses and candidates of the length predictors, on a network with random weights.</summary>
public class LengthPredictorTests
{
    private static readonly int[][] Sources = [[38, 5, 6, 7, 1], [38, 9, 1]];

    [Theory]
    [InlineData(0, 10)]
    [InlineData(7, 24)]
    public void A_translation_may_have_ten_tokens_more_than_twice_its_source(int source, int limit) =>
        Assert.Equal(limit, LengthLimit.Of(source));

    [Fact]
    public void The_token_predictor_minimises_cross_entropy_and_ranks_by_it()
    {
        using var scope = NewDisposeScope();
        using var network = Tensors.Network(Tensors.Tiny);
        using var predictor = new TokenLength(24, 8, seed: 1);
        var source = network.Encode(Tensors.Ids(network.Config, Sources));
        var logits = source.States.select(1, 0).matmul(predictor.Embedding.t()) / Math.Sqrt(24);
        var expected = nn.functional.cross_entropy(logits, tensor(new long[] { 3, 1 })).item<float>();
        Assert.Equal(expected, predictor.Loss(source, tensor(new long[] { 3, 1 })).item<float>(), 1e-5);

        var likeliest = predictor.Candidates(source, new DecodingOptions { TopKLengths = 8, MaxLength = 8 });
        var row = logits[0].Flat();
        Assert.Equal(Enumerable.Range(1, 8).OrderByDescending(length => row[length]), likeliest[0]);
    }

    [Fact]
    public void The_affine_predictor_counts_the_source()
    {
        using var scope = NewDisposeScope();
        using var network = Tensors.Network(Tensors.Tiny);
        using var predictor = new AffineLength();
        var source = network.Encode(Tensors.Ids(network.Config, [5, 6, 7, 1], [9, 1]));
        Assert.Equal([[3], [1]], predictor.Candidates(source, new DecodingOptions()));
        Assert.Equal(0, predictor.Loss(source, tensor(new long[] { 3, 1 })).item<float>());
        using (no_grad())
        {
            predictor.Slope.fill_(2);
            predictor.Intercept.fill_(-1.7);
        }

        // Predicted lengths are 6.3 and 2.3. The nearest integer comes first, then the next one on the other side, each with its
        // neighbours, clipped to the allowed range.
        Assert.Equal([[6, 7, 5], [2, 3, 1]], predictor.Candidates(source, new DecodingOptions { TopKLengths = 3 }));
        Assert.Equal([[5, 6], [1, 2, 3]], predictor.Candidates(source, new DecodingOptions { BeamLength = 3, MaxLength = 6 }));
        Assert.Equal([[4], [2]], predictor.Candidates(source, new DecodingOptions { MaxLength = 6 }, [4, 9]));
    }

    [Fact]
    public void Fertilities_add_up_and_leave_the_encoder_alone()
    {
        using var scope = NewDisposeScope();
        using var network = Tensors.Network(Tensors.Tiny);
        using var predictor = new FertilityLength(24, 2, seed: 1);
        using (no_grad())
        {
            predictor.Output.zero_(); // all fertilities are equally probable: their mean is (−2 + … + 3)/6 = ½
        }

        var source = network.Encode(Tensors.Ids(network.Config, [5, 6, 7, 1], [9, 1]));
        Assert.Equal([[2], [1]], predictor.Candidates(source, new DecodingOptions()));
        var loss = predictor.Loss(source, tensor(new long[] { 5, 1 }));
        Assert.Equal((3 * 3) / 2f, loss.item<float>(), 1e-5);
        loss.backward();
        Assert.All(network.parameters(), parameter => Assert.Null(parameter.grad));
        Assert.True(predictor.Output.grad!.abs().sum().item<float>() > 0);
    }

    [Fact]
    public void The_configuration_decides_which()
    {
        LengthPredictor? Of(LengthPredictorKind kind) => LengthPredictor.Of(new PadirConfig { Network = Tensors.Tiny, Lengths = new LengthOptions { Predictor = kind } }, 1);
        Assert.IsType<TokenLength>(Of(LengthPredictorKind.Token));
        Assert.IsType<AffineLength>(Of(LengthPredictorKind.Affine));
        Assert.IsType<FertilityLength>(Of(LengthPredictorKind.Fertility));
        Assert.Null(Of(LengthPredictorKind.Oracle));
    }
}
