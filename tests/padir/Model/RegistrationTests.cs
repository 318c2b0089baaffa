using System.Reflection;
using Gmlm.Padir.Configuration;
using Gmlm.Padir.T5;
using Gmlm.Padir.Training;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch.nn;
using Module = TorchSharp.torch.nn.Module;

namespace Gmlm.Padir.Tests.Model;

/// <summary>Every parameter that a module holds is registered. Only then is it trained, saved and moved to another device.</summary>
public sealed class RegistrationTests
{
    [Theory]
    [InlineData(LengthPredictorKind.Token, FeedForwardKind.GatedGelu)]
    [InlineData(LengthPredictorKind.Affine, FeedForwardKind.Relu)]
    [InlineData(LengthPredictorKind.Fertility, FeedForwardKind.GatedGelu)]
    public void Of_a_whole_model(LengthPredictorKind lengths, FeedForwardKind feedForward)
    {
        var network = Tensors.Tiny with { PositionalAttention = true, FeedForward = feedForward, TieEmbeddings = false };
        using var model = new PadirModel(
            new PadirConfig { Network = network, LearnedRejecter = true, Lengths = new LengthOptions { Predictor = lengths } });

        var held = Held(model).DistinctBy(parameter => parameter.Handle).Select(Shape).Order(StringComparer.Ordinal).ToArray();
        Assert.InRange(held.Length, 30, 1000);
        Assert.Equal(held, model.parameters().Select(Shape).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Of_a_norm_that_is_in_no_network()
    {
        using var norm = new RmsNorm(Tensors.Tiny);
        Assert.Equal(norm.Weight.Handle, Assert.Single(norm.parameters()).Handle);
    }

    private static string Shape(Parameter parameter) => string.Join('×', parameter.shape);

    private static IEnumerable<Parameter> Held(object? part) => part switch
    {
        Parameter parameter => [parameter],
        Module module when module.GetType().Assembly == typeof(PadirModel).Assembly => Fields(module.GetType())
            .SelectMany(field => Held(field.GetValue(module))),
        IEnumerable<Module> several => several.SelectMany(Held),
        Module module => module.parameters(),
        _ => [],
    };

    private static IEnumerable<FieldInfo> Fields(Type type) =>
        type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).DistinctBy(field => field.MetadataToken);
}
