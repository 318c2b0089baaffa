using Gmlm.Padir.Training;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace Gmlm.Padir.Tests.Training;

/// <summary>The single-pass optimizer step equals a step of AdamW.</summary>
public sealed class AdamWPassTests
{
    [Fact]
    public void It_is_the_AdamW_of_torch_where_all_weights_have_one_scale_and_decay()
    {
        using var scope = NewDisposeScope();
        const double Rate = 1e-2;
        const double Decay = 0.1;
        random.manual_seed(1);
        var size = 37; // Not a multiple of a vector's length.
        var start = randn(size);
        using var theirs = new Parameter(start.clone());
        using var optimizer = optim.AdamW([theirs], Rate, 0.9, 0.98, AdamWPass.Epsilon, Decay);
        var (ours, first, second) = (start.clone(), zeros(size), zeros(size));
        for (var step = 1; step <= 20; step++)
        {
            var gradient = randn(size);
            theirs.grad = gradient.clone();
            optimizer.step();
            new AdamWPass((float)Rate, 0.5f, 0.9, 0.98, step).Move(ours, gradient.mul(2), first, second, ones(size), full(size, Decay));
        }

        Assert.True((ours - theirs).abs().max().item<float>() < 1e-5);
        Assert.True((ours - start).abs().mean().item<float>() > 1e-2);
    }

    [Fact]
    public void Scale_and_decay_are_the_weights_own()
    {
        // Adam's first step is the sign of the gradient, here scaled and with the decay added.
        using var scope = NewDisposeScope();
        var weights = tensor(new[] { 1f, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19 });
        var (scale, decay) = (arange(1, 20, ScalarType.Float32), arange(1, 20, ScalarType.Float32).div(10));
        var expected = weights - (scale * 0.01 * (1 + (decay * weights)));
        new AdamWPass(0.01f, 1, 0.9, 0.98, 1).Move(weights, full(19, 0.3), zeros(19), zeros(19), scale, decay);
        Assert.True((weights - expected).abs().max().item<float>() < 1e-5);
    }

    [Fact]
    public void Moments_of_a_weight_without_gradients_become_zero_before_they_are_denormal()
    {
        using var scope = NewDisposeScope();
        var (weights, first, second, none) = (ones(19), full(19, 1e-3), full(19, 1e-6), zeros(19));
        for (var step = 1; step <= 4000; step++)
        {
            new AdamWPass(1e-3f, 1, 0.9, 0.98, step).Move(weights, none, first, second, ones(19), none);
            Assert.All(second.data<float>().ToArray(), value => Assert.True(value == 0 || float.IsNormal(value)));
        }

        Assert.Equal(0, first.abs().max().item<float>() + second.abs().max().item<float>());
    }

    [Fact]
    public void It_moves_a_whole_network_as_the_operators_do()
    {
        using var scope = NewDisposeScope();
        PadirModel[] models = [new(TinyTask.Config()), new(TinyTask.Config())];
        ScaledAdamW[] optimizers = [.. models.Select((model, i) => new ScaledAdamW(model, [model.Trained().Network, model.Trained().Auxiliary], model.Config.Training, operators: i == 1))];
        var before = TinyTask.Weights(models[0]);
        for (var step = 0; step < 5; step++)
        {
            foreach (var (model, optimizer) in models.Zip(optimizers))
            {
                random.manual_seed(step);
                foreach (var parameter in model.Trained().Network.Concat(model.Trained().Auxiliary).Skip(1)) // The first parameter gets no gradient.
                {
                    parameter.grad = randn(parameter.shape);
                }

                optimizer.Step(1e-2);
            }
        }

        var (pass, operators) = (TinyTask.Weights(models[0]), TinyTask.Weights(models[1]));
        Assert.All(pass.Zip(operators), pair => Assert.Equal(pair.Second, pair.First, 1e-5f));
        Assert.True(pass.Zip(before).Count(pair => Math.Abs(pair.First - pair.Second) > 1e-3) > pass.Length / 2);
        Array.ForEach(optimizers, optimizer => optimizer.Dispose());
        Array.ForEach(models, model => model.Dispose());
    }
}
