import express from 'express-v4';
import { runAdapterContract } from '../contracts/adapter-contract.ts';
import { expressHarness } from './express-harness.ts';

runAdapterContract(expressHarness(express, 'express-v4', 4));
